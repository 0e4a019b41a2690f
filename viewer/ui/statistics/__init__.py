"""统计: documents counted, every cell opening its documents."""
