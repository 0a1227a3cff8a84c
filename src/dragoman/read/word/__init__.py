"""Word processors: DOCX, ODT, RTF."""
