namespace Lana.Native;

/// <summary>Edits a copy of a library so that it does not need the newest version of <c>libstdc++</c>.</summary>
/// <remarks>A library built with GCC 13 imports <c>std::ios_base_library_init()</c> of GLIBCXX_3.4.32 and never calls
/// it: the import only makes sure that the streams are set up, which older versions do in every translation unit. In
/// the copy this import is replaced by that of a function that is imported anyway, has no arguments and no side
/// effects; and the requirement of GLIBCXX_3.4.32 is replaced by GLIBCXX_3.4.30. Sizes and positions stay the
/// same.</remarks>
internal static class ElfVersionPatch
{
    /// <summary>The version that older machines lack.</summary>
    internal const string Wanted = "GLIBCXX_3.4.32";

    /// <summary>The version that replaces it.</summary>
    internal const string Given = "GLIBCXX_3.4.30";

    /// <summary>The one import of that version which can be replaced: <c>std::ios_base_library_init()</c>.</summary>
    internal const string WantedSymbol = "_ZSt21ios_base_library_initv";

    /// <summary>The import that replaces it: <c>std::chrono::steady_clock::now()</c>.</summary>
    internal const string GivenSymbol = "_ZNSt6chrono3_V212steady_clock3nowEv";

    /// <summary>The bits of a version's index that contain the number.</summary>
    internal const ushort IndexMask = 0x7fff;

    internal static byte[]? Apply(ReadOnlySpan<byte> library, string name)
    {
        var image = new ElfImage(library, name);
        var needs = ElfVersionNeed.ReadAll(image);
        var wanted = needs.FindIndex(need => need.Name == Wanted);
        if (wanted < 0)
        {
            return null;
        }

        var given = needs.FindIndex(need => need.Name == Given);
        if (given < 0)
        {
            throw Unknown(name, $"nothing of {Given}, which would take its place");
        }

        var symbols = new ElfSymbols(image);
        var importers = Importers(symbols, needs[wanted].Index, name);
        var copy = library.ToArray();
        WriteVersion(copy, needs[wanted], needs[given]);
        if (importers.Count > 0)
        {
            WriteSymbols(copy, symbols, importers, StandIn(symbols, name));
        }

        return copy;
    }

    private static List<int> Importers(ElfSymbols symbols, ushort version, string library)
    {
        var importers = new List<int>();
        for (var i = 0; i < symbols.Count; i++)
        {
            if (symbols.Version(i) != version)
            {
                continue;
            }

            if (!symbols.IsImport(i) || symbols.Name(i) != WantedSymbol)
            {
                throw Unknown(library, $"its symbol {symbols.Name(i)}, for which no other is known");
            }

            importers.Add(i);
        }

        return importers;
    }

    private static int StandIn(ElfSymbols symbols, string library)
    {
        for (var i = 0; i < symbols.Count; i++)
        {
            if (symbols.IsImport(i) && symbols.Name(i) == GivenSymbol)
            {
                return i;
            }
        }

        throw Unknown(library, $"no import of {GivenSymbol}, which would take the place of {WantedSymbol}");
    }

    private static void WriteVersion(Span<byte> copy, ElfVersionNeed wanted, ElfVersionNeed given)
    {
        var entry = copy[(int)wanted.Offset..];
        BinaryPrimitives.WriteUInt32LittleEndian(entry, given.Hash);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[8..], given.NameOffset);
    }

    private static void WriteSymbols(Span<byte> copy, ElfSymbols symbols, List<int> importers, int standIn)
    {
        foreach (var importer in importers)
        {
            var name = copy[(int)symbols.NameAt(importer)..];
            BinaryPrimitives.WriteUInt32LittleEndian(name, symbols.NameOffset(standIn));
            var version = copy[(int)symbols.VersionAt(importer)..];
            BinaryPrimitives.WriteUInt16LittleEndian(version, symbols.Version(standIn));
        }
    }

    private static TorchRuntimeException Unknown(string library, string what) =>
        new(library, $"{library} needs {Wanted} of libstdc++ and {what}. Install a libstdc++ which has {Wanted} "
            + "(GCC 13.2), or use the TorchSharp version that this Lana was built with.");
}
