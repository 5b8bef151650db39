namespace Lana.Native;

/// <summary>The dynamic symbols of an ELF library with their versions.</summary>
internal readonly ref struct ElfSymbols
{
    private const uint SymbolsType = 11;
    private const uint VersionsType = 0x6fffffff;
    private const int SymbolSize = 24;

    private readonly ElfImage _image;
    private readonly ElfSection _symbols;
    private readonly ElfSection _strings;
    private readonly ElfSection _versions;

    internal ElfSymbols(ElfImage image)
    {
        if (!image.TryFind(SymbolsType, out _symbols) || !image.TryFind(VersionsType, out _versions))
        {
            throw image.Damaged("it has no dynamic symbols with versions");
        }

        _image = image;
        _strings = image.Linked(_symbols);
        Count = (int)(_symbols.Size / SymbolSize);
        if (_versions.Size / sizeof(ushort) != (ulong)Count)
        {
            throw image.Damaged($"it has {Count} symbols and {_versions.Size / sizeof(ushort)} versions of symbols");
        }
    }

    internal int Count { get; }

    /// <summary>Returns true if another library has to define the symbol.</summary>
    internal bool IsImport(int index) => _image.U16(NameAt(index) + 6) == 0;

    internal ushort Version(int index) => (ushort)(_image.U16(VersionAt(index)) & ElfVersionPatch.IndexMask);

    internal string Name(int index) => _image.Name(_strings, NameOffset(index));

    internal uint NameOffset(int index) => _image.U32(NameAt(index));

    /// <summary>Returns the position in the file of the symbol, which starts with that of its name.</summary>
    internal ulong NameAt(int index) => _symbols.Offset + ((ulong)index * SymbolSize);

    /// <summary>Returns the position in the file of the number of the symbol's version.</summary>
    internal ulong VersionAt(int index) => _versions.Offset + ((ulong)index * sizeof(ushort));
}
