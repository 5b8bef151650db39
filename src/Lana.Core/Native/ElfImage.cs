namespace Lana.Native;

/// <summary>A 64-bit x86 ELF file in memory, read with every position checked against its length.</summary>
internal readonly ref struct ElfImage
{
    private const int HeaderSize = 64;
    private const int SectionHeaderSize = 64;
    private const int MaxNameLength = 200;
    private const ushort MachineX64 = 62;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly string _library;
    private readonly ulong _sections;
    private readonly int _sectionCount;

    internal ElfImage(ReadOnlySpan<byte> bytes, string library)
    {
        _bytes = bytes;
        _library = library;
        if (bytes.Length < HeaderSize || !bytes.StartsWith("\u007fELF\u0002\u0001"u8) || U16(18) != MachineX64)
        {
            throw Damaged("it is not a 64-bit x86 ELF library");
        }

        _sections = U64(40);
        _sectionCount = U16(60);
        if (U16(58) != SectionHeaderSize || _sectionCount == 0)
        {
            throw Damaged("it has no table of sections");
        }

        Check(_sections, (ulong)_sectionCount * SectionHeaderSize);
    }

    internal bool TryFind(uint type, out ElfSection section)
    {
        for (var i = 0; i < _sectionCount; i++)
        {
            if (U32(SectionAt(i) + 4) == type)
            {
                section = Section(i);
                return true;
            }
        }

        section = default;
        return false;
    }

    /// <summary>Reads the section that another one links to.</summary>
    internal ElfSection Linked(ElfSection section) =>
        section.Link < (uint)_sectionCount
            ? Section((int)section.Link)
            : throw Damaged($"a section links to section {section.Link} of {_sectionCount}");

    internal ushort U16(ulong offset) => BinaryPrimitives.ReadUInt16LittleEndian(Slice(offset, sizeof(ushort)));

    internal uint U32(ulong offset) => BinaryPrimitives.ReadUInt32LittleEndian(Slice(offset, sizeof(uint)));

    internal ulong U64(ulong offset) => BinaryPrimitives.ReadUInt64LittleEndian(Slice(offset, sizeof(ulong)));

    /// <summary>Reads a name from a table of strings, truncated at the maximum length of the relevant names.</summary>
    internal string Name(ElfSection strings, uint offset)
    {
        if (offset >= strings.Size)
        {
            throw Damaged($"a name is at {offset} in a table of {strings.Size} bytes");
        }

        var rest = Slice(strings.Offset + offset, Math.Min(strings.Size - offset, MaxNameLength));
        var end = rest.IndexOf((byte)0);
        return Encoding.ASCII.GetString(end < 0 ? rest : rest[..end]);
    }

    internal TorchRuntimeException Damaged(string what) =>
        new(_library, $"{_library} cannot be edited: {what}. Restore the TorchSharp package again.");

    private ElfSection Section(int index)
    {
        var header = SectionAt(index);
        var section = new ElfSection(U64(header + 24), U64(header + 32), U32(header + 40));
        Check(section.Offset, section.Size);
        return section;
    }

    private ulong SectionAt(int index) => _sections + ((ulong)index * SectionHeaderSize);

    private ReadOnlySpan<byte> Slice(ulong offset, ulong size)
    {
        Check(offset, size);
        return _bytes.Slice((int)offset, (int)size);
    }

    private void Check(ulong offset, ulong size)
    {
        var length = (ulong)_bytes.Length;
        if (offset > length || size > length - offset)
        {
            throw Damaged($"{size} bytes at {offset} are outside its {length} bytes");
        }
    }
}
