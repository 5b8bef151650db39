using System.Text;

namespace Lana.Native;

public sealed class ElfVersionPatchTests
{
    private const string Library = TorchLoader.Binding;

    [Fact]
    public void Apply_ToTheRealLibrary_ReplacesOneVersionAndOneImport()
    {
        var original = TorchNatives.Read(Library);

        var copy = Apply(original);

        Assert.NotNull(copy);
        Assert.Equal(original.Length, copy.Length);
        Assert.InRange(original.Zip(copy).Count(pair => pair.First != pair.Second), 1, 14);
        Assert.Contains(ElfVersionPatch.WantedSymbol, Imports(original));
        Assert.DoesNotContain(ElfVersionPatch.WantedSymbol, Imports(copy));
        Assert.Equal(
            Imports(original).Except([ElfVersionPatch.WantedSymbol]).Order(), Imports(copy).Distinct().Order());
    }

    [Fact]
    public void Apply_ToTheRealLibrary_LeavesTheOtherVersionsWithTheirHashes()
    {
        var original = TorchNatives.Read(Library);

        var before = ElfVersionNeed.ReadAll(new ElfImage(original, Library));
        var after = ElfVersionNeed.ReadAll(new ElfImage(Apply(original), Library));

        Assert.Equal(
            before.Select(need => need.Name.Replace("GLIBCXX_3.4.32", "GLIBCXX_3.4.30", StringComparison.Ordinal)),
            after.Select(need => need.Name));
        Assert.All(after, need => Assert.Equal(SystemVHash(need.Name), need.Hash));
        Assert.Equal(before.Select(need => need.Index), after.Select(need => need.Index));
    }

    [Fact]
    public void Apply_Twice_NeedsNothingTheSecondTime()
    {
        Assert.Null(Apply(Apply(TorchNatives.Read(Library))!));
    }

    [Theory]
    [InlineData("libc10.so")]
    [InlineData("libtorch.so")]
    public void Apply_ToALibraryWithoutTheVersion_NeedsNothing(string library)
    {
        Assert.Null(Apply(TorchNatives.Read(library)));
    }

    [Fact]
    public void Apply_ToATruncatedCopy_Fails()
    {
        var original = TorchNatives.Read(Library);
        var lengths = Enumerable.Range(0, 512)
            .Concat(Enumerable.Range(1, original.Length / 997).Select(i => i * 997))
            .Concat(Enumerable.Range(1, 2100).Select(i => original.Length - i));

        // The table of sections is at the end of the file: every cut damages it.
        Assert.All(lengths, length => Assert.Throws<TorchRuntimeException>(
            () => ElfVersionPatch.Apply(original.AsSpan(0, length), Library)));
    }

    [Fact]
    public void Apply_WithTablesMovedBeyondTheEnd_Fails()
    {
        var original = TorchNatives.Read(Library);
        var sections = BitConverter.ToInt64(original, 40);

        foreach (var section in Enumerable.Range(3, 4))
        {
            foreach (var field in new[] { 24, 32 })
            {
                var damaged = original.ToArray();
                damaged.AsSpan((int)sections + (section * 64) + field, 8).Fill(0xff);

                Assert.Throws<TorchRuntimeException>(() => Apply(damaged));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Apply_ToRandomDamage_EditsOrRefusesAndNeverCrashes(int seed)
    {
        var original = TorchNatives.Read(Library);
        var tables = Tables(original);
        var random = new Random(seed);
        var refused = 0;

        for (var run = 0; run < 400; run++)
        {
            var damaged = original.ToArray();
            for (var flip = random.Next(1, 40); flip > 0; flip--)
            {
                var (start, size) = tables[random.Next(tables.Length)];
                damaged[start + random.Next(size)] = (byte)random.Next(256);
            }

            // Anything but the domain's own exception fails the test.
            refused += Record.Exception(() => Apply(damaged)) switch
            {
                null => 0,
                TorchRuntimeException => 1,
                var other => throw new InvalidOperationException($"Seed {seed}, run {run}.", other),
            };
        }

        Assert.InRange(refused, 1, 399);
    }

    [Theory]
    [InlineData(ElfVersionPatch.WantedSymbol, "_ZSt21ios_base_library_other", "_ZSt21ios_base_library_other")]
    [InlineData(ElfVersionPatch.GivenSymbol, "_ZNSt6chrono3_V212steady_clock3abcEv", ElfVersionPatch.GivenSymbol)]
    [InlineData(ElfVersionPatch.Given, "GLIBCXX_3.4.99", ElfVersionPatch.Given)]
    public void Apply_WithoutWhatItKnows_NamesWhatIsMissing(string name, string other, string named)
    {
        var library = TorchNatives.Read(Library);
        Replace(library, name, other);

        var failure = Assert.Throws<TorchRuntimeException>(() => Apply(library));

        Assert.Equal(Library, failure.Library);
        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
        Assert.Contains(ElfVersionPatch.Wanted, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_WithVersionsThatGoRoundInCircles_Fails()
    {
        var library = TorchNatives.Read(Library);
        var needs = ElfVersionNeed.ReadAll(new ElfImage(library, Library));

        // Each entry is its own next one, and there are said to be 65,535.
        foreach (var need in needs)
        {
            library.AsSpan((int)need.Offset + 12, 4).Clear();
        }

        library.AsSpan((int)needs[0].Offset - 14, 2).Fill(0xff);

        var failure = Assert.Throws<TorchRuntimeException>(() => Apply(library));

        Assert.Contains("more entries than room", failure.Message, StringComparison.Ordinal);
    }

    private static byte[]? Apply(byte[]? library) => ElfVersionPatch.Apply(library, Library);

    private static List<string> Imports(byte[] library)
    {
        var symbols = new ElfSymbols(new ElfImage(library, Library));
        var names = new List<string>();
        for (var i = 1; i < symbols.Count; i++)
        {
            if (symbols.IsImport(i))
            {
                names.Add(symbols.Name(i));
            }
        }

        return names;
    }

    /// <summary>The header, the table of sections, and the sections that are read, where each is.</summary>
    private static (int Start, int Size)[] Tables(byte[] library)
    {
        var sections = (int)BitConverter.ToInt64(library, 40);
        var read = Enumerable.Range(3, 4).Select(i => sections + (i * 64));
        return
        [
            (0, 64), (sections, 31 * 64), (sections + (3 * 64), 4 * 64),
            .. read.Select(at => (Int(at + 24), Int(at + 32))),
            .. read.Select(at => (Int(at + 24), 256)),
        ];

        int Int(int at) => (int)BitConverter.ToInt64(library, at);
    }

    private static void Replace(byte[] library, string name, string other)
    {
        var at = library.AsSpan().IndexOf(Encoding.ASCII.GetBytes(name + "\0"));
        Encoding.ASCII.GetBytes(other).CopyTo(library, at);
    }

    private static uint SystemVHash(string name)
    {
        var hash = 0u;
        foreach (var letter in name)
        {
            hash = (hash << 4) + letter;
            var high = hash & 0xf0000000;
            hash = (hash ^ (high >> 24)) & ~high;
        }

        return hash;
    }
}
