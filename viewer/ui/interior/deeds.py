"""What the actions do that need an open library, as tables: each row is an action and its deed."""

from collections.abc import Callable, Mapping

from viewer.ui.across.tabs import AcrossTab
from viewer.ui.actions import ActionId
from viewer.ui.interior.open_library import OpenLibrary
from viewer.ui.welcome import sample_folder

Deed = Callable[[OpenLibrary], object]

# Enabled as long as a library is open.
LIBRARY_DEEDS: Mapping[ActionId, Deed] = {
    ActionId.IMPORT_FILES: lambda library: library.choice.choose_files(),
    ActionId.IMPORT_FOLDER: lambda library: library.choice.choose_folder(),
    ActionId.SHOW_LIBRARY_FOLDER: lambda library: library.show_folder(),
    ActionId.SEARCH: lambda library: library.panes.top.begin_search(),
    ActionId.CLEAR_SEARCH: lambda library: library.workspace.clear_search(),
    ActionId.SEARCH_IN_RESULTS: lambda library: library.workspace.answers.search_in_results(),
    ActionId.SIMILAR: lambda library: library.workspace.find_similar(),
    ActionId.SAVE_SEARCH: lambda library: library.workspace.answers.ask_to_save(),
    ActionId.EXPORT_RESULTS: lambda library: library.workspace.answers.ask_to_export(),
    ActionId.SYNONYMS: lambda library: library.workspace.answers.show_synonyms(),
    ActionId.REFRESH: lambda library: library.workspace.session.refresh(),
    ActionId.REINDEX: lambda library: library.workspace.ask_to_rebuild(),
    ActionId.REREAD: lambda library: library.workspace.ask_to_reread(),
    ActionId.LEXICON: lambda library: library.names.show_lexicon(),
    ActionId.CORRECTIONS: lambda library: library.names.show_corrections(),
    ActionId.INDICATORS: lambda library: library.across.show_tab(AcrossTab.INDICATORS),
    ActionId.LEDGER: lambda library: library.across.show_tab(AcrossTab.LEDGER),
    ActionId.NAME_INDEX: lambda library: library.across.show_tab(AcrossTab.NAMES),
    ActionId.STATISTICS: lambda library: library.across.show_tab(AcrossTab.STATISTICS),
    ActionId.COMPARE: lambda library: library.across.compare(library.panes.reader.document_id),
    ActionId.UNDO: lambda library: library.workspace.notes.undo(),
    ActionId.REDO: lambda library: library.workspace.notes.redo(),
    ActionId.STAR: lambda library: library.labels.toggle_star(),
    ActionId.TAGS: lambda library: library.labels.ask_for_tags(),
    ActionId.COLLECTIONS: lambda library: library.labels.ask_for_collections(),
    ActionId.MARK_READ: lambda library: library.labels.toggle_read(),
    ActionId.ALL_NOTES: lambda library: library.all_notes.show(),
    ActionId.EXPORT_NOTES: lambda library: library.note_files.ask_to_export(),
    ActionId.IMPORT_NOTES: lambda library: library.note_files.ask_to_import(),
    ActionId.TEMPLATES: lambda library: library.citing.show_templates(),
}

# Enabled as long as a document is shown.
READING_DEEDS: Mapping[ActionId, Deed] = {
    ActionId.COPY: lambda library: library.citing.copy(),
    ActionId.COPY_CITED: lambda library: library.citing.copy_cited(),
    ActionId.SELECT_ALL: lambda library: library.panes.reader.page.selectAll(),
    ActionId.FIND: lambda library: library.panes.reader.begin_find(),
    ActionId.FIND_NEXT: lambda library: library.panes.reader.next_hit(),
    ActionId.FIND_PREVIOUS: lambda library: library.panes.reader.previous_hit(),
    ActionId.CLOSE_DOCUMENT: lambda library: library.workspace.close_tab(),
    ActionId.NEXT_TAB: lambda library: library.workspace.documents.step(1),
    ActionId.PREVIOUS_TAB: lambda library: library.workspace.documents.step(-1),
    ActionId.ZOOM_IN: lambda library: library.panes.reader.page.zoom_by(1),
    ActionId.ZOOM_OUT: lambda library: library.panes.reader.page.zoom_by(-1),
    ActionId.ZOOM_RESET: lambda library: library.panes.reader.page.set_zoom(1.0),
    ActionId.READING_MODE: lambda library: library.standing.toggle_reading(),
    ActionId.ASIDE: lambda library: library.standing.toggle_aside(),
    ActionId.PAGES: lambda library: library.standing.toggle_pages(),
    ActionId.HIGHLIGHT: lambda library: library.workspace.notes.highlight(),
    ActionId.WRITE_NOTE: lambda library: library.workspace.notes.write_note(),
    ActionId.BOOKMARK: lambda library: library.add_bookmark(),
    ActionId.EXPORT_REPLY: lambda library: library.export_reply(),
    ActionId.PRINT: lambda library: library.printing.print_reply(),
    ActionId.PRINT_PREVIEW: lambda library: library.printing.preview(),
    ActionId.EXPORT_PDF: lambda library: library.printing.ask_to_export_pdf(),
    ActionId.OPEN_ORIGINAL: lambda library: library.pages.open_original(),
    ActionId.REVEAL_ORIGINAL: lambda library: library.pages.reveal_original(),
    ActionId.MARK_ALL: lambda library: library.fittings.name_panes.legend.show_all(),
    ActionId.MARK_FIGURES: lambda library: library.fittings.name_panes.legend.show_figures(),
    ActionId.MARK_NONE: lambda library: library.fittings.name_panes.legend.show_none(),
    ActionId.NEXT_MARK: lambda library: library.names.step(1),
    ActionId.PREVIOUS_MARK: lambda library: library.names.step(-1),
    ActionId.WHATS_NEW: lambda library: library.novelty.show_document(),
}

# Enabled at any time, or as something else says: without an open library they do nothing.
OTHER_DEEDS: Mapping[ActionId, Deed] = {
    ActionId.HISTORY: lambda library: library.show_history(),
    ActionId.OFFLINE_COPY: lambda library: library.copies.ask_to_copy(),
    ActionId.SYNCHRONISE: lambda library: library.copies.synchronise(),
    ActionId.RECOGNISE: lambda library: library.workspace.importing.toggle_recognition(),
    ActionId.REMOVE: lambda library: library.workspace.ask_to_remove(),
    ActionId.BACK: lambda library: library.workspace.desk.back(),
    ActionId.FORWARD: lambda library: library.workspace.desk.forward(),
    ActionId.NEXT_DOCUMENT: lambda library: library.workspace.step_document(1),
    ActionId.PREVIOUS_DOCUMENT: lambda library: library.workspace.step_document(-1),
    ActionId.OPEN_IN_TAB: lambda library: library.workspace.open_in_tab(),
    ActionId.REOPEN: lambda library: library.workspace.documents.reopen(),
    ActionId.SAMPLES: lambda library: library.workspace.import_paths([sample_folder()]),
}
