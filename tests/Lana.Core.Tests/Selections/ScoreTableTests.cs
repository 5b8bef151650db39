namespace Lana.Selections;

public sealed class ScoreTableTests
{
    [Fact]
    public void Constructor_PairGivenTwice_NamesLayerAndOperation()
    {
        var exception = Assert.Throws<ArgumentException>(
            () => new ScoreTable("loss", "by hand", [new("blocks.0", "efn", 1.0), new("blocks.0", "efn", 2.0)]));

        Assert.Contains("'efn' in layer 'blocks.0'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Entries_UnsortedNames_KeepTheOrderGiven()
    {
        ScoreEntry[] entries =
            [new("blocks.10", "b", -1.0), new("blocks.2", "a", double.NaN), new("blocks.10", "a", 0.0)];

        var table = new ScoreTable("loss", "by hand", entries);

        Assert.Equal(["blocks.10", "blocks.2"], table.Layers);
        Assert.Equal(["b", "a"], table.OperationsOf("blocks.10"));
        Assert.Equal([entries[0], entries[2], entries[1]], table.Entries);
        Assert.Equal(3, table.Count);
    }

    [Fact]
    public void Indexer_KnownAndUnknownPairs_ReturnsOrThrowsNamingThePair()
    {
        var table = new ScoreTable("loss", "by hand", [new("stem", "efn", -0.25)]);

        Assert.Equal(-0.25, table[new("stem", "efn")]);
        Assert.False(table.TryGet(new("stem", "vit"), out _));
        Assert.Empty(table.OperationsOf("head"));
        Assert.Contains(
            "'vit'", Assert.Throws<KeyNotFoundException>(() => table[new("stem", "vit")]).Message, StringComparison.Ordinal);
    }
}
