"""Readers of donation registers and bank statements: files in, clean rows out, nothing stored."""
