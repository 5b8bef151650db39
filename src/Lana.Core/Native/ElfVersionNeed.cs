namespace Lana.Native;

/// <summary>A version that an ELF library requires from another library (<c>Elf64_Vernaux</c>).</summary>
/// <param name="Offset">The position of the entry in the file.</param>
/// <param name="Hash">The hash of the version's name.</param>
/// <param name="Index">The number by which symbols refer to the version.</param>
/// <param name="NameOffset">The position of the version's name in the table of strings.</param>
/// <param name="Name">The version's name, such as <c>GLIBCXX_3.4.30</c>.</param>
internal readonly record struct ElfVersionNeed(ulong Offset, uint Hash, ushort Index, uint NameOffset, string Name)
{
    private const uint SectionType = 0x6ffffffe;
    private const uint EntrySize = 16;

    internal static List<ElfVersionNeed> ReadAll(ElfImage image)
    {
        var needs = new List<ElfVersionNeed>();
        if (!image.TryFind(SectionType, out var section))
        {
            return needs;
        }

        var strings = image.Linked(section);
        var limit = section.Size / EntrySize;
        var libraries = 0ul;
        uint next;
        for (var at = section.Offset; ; at += next)
        {
            if (++libraries + (ulong)needs.Count > limit)
            {
                throw image.Damaged("its table of needed versions has more entries than room");
            }

            AddLibrary(image, strings, at, limit, needs);
            next = image.U32(at + 12);
            if (next == 0)
            {
                return needs;
            }
        }
    }

    private static void AddLibrary(
        ElfImage image, ElfSection strings, ulong library, ulong limit, List<ElfVersionNeed> needs)
    {
        var at = library + image.U32(library + 8);
        for (int left = image.U16(library + 2); left > 0; left--)
        {
            if ((ulong)needs.Count >= limit)
            {
                throw image.Damaged("its table of needed versions has more entries than room");
            }

            var name = image.U32(at + 8);
            var index = (ushort)(image.U16(at + 6) & ElfVersionPatch.IndexMask);
            needs.Add(new(at, image.U32(at), index, name, image.Name(strings, name)));
            at += image.U32(at + 12);
        }
    }
}
