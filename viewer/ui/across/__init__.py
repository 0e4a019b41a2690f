"""跨文档比较: one window with a page for each way of looking at many documents together."""
