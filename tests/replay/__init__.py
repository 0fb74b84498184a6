"""Our WARC and WACZ files, shown by the programs that people replay them with."""
