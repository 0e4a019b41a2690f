"""The line that says where a passage stands, through a template a person may edit."""

from jinja2 import TemplateError
from jinja2.sandbox import SandboxedEnvironment

from viewer.core.annotation import Citation
from viewer.core.errors import ViewerError


def render_citation(citation: Citation, template: str | None) -> str:
    """Return the line, on one line; without a template, as the program cites.

    Raises ``ViewerError`` when the template cannot be used.
    """
    if template is None:
        return citation.line()
    try:
        rendered = (
            SandboxedEnvironment()
            .from_string(template)
            .render(
                title=citation.title,
                number=citation.number,
                unit=citation.unit,
                date=citation.date,
                doc_no=citation.doc_no,
                session=citation.session,
            )
        )
    except TemplateError as error:
        message = f"引注模板有误：{error}"
        raise ViewerError(message, advice="请修改模板，或改用自带的模板。") from error
    return " ".join(rendered.split("\n")).strip()
