namespace Lana.Pipeline;

/// <summary>A score table as it is kept: <c>scores.json</c>.</summary>
/// <param name="Unit">What the numbers mean.</param>
/// <param name="Origin">Where they come from.</param>
/// <param name="Entries">The numbers, layers in the order of the network.</param>
internal sealed record ScoreFile(string Unit, string Origin, IReadOnlyList<ScoreEntry> Entries)
{
    public static ScoreFile Of(ScoreTable table) => new(table.Unit, table.Origin, [.. table.Entries]);

    public ScoreTable ToTable() => new(Unit, Origin, Entries);
}
