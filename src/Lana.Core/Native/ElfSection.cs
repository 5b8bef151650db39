namespace Lana.Native;

/// <summary>A section of an ELF file that lies within the file.</summary>
/// <param name="Offset">Its first byte, from the start of the file.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Link">The index of the section it goes with: the strings of a table of names.</param>
internal readonly record struct ElfSection(ulong Offset, ulong Size, uint Link);
