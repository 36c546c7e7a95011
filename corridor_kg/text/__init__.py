"""What stands in a text: paragraphs, white space, typography, HTML."""
