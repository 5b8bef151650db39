namespace Lana.Native;

/// <summary>A section of an ELF file whose bounds are within the file.</summary>
internal readonly record struct ElfSection(ulong Offset, ulong Size, uint Link);
