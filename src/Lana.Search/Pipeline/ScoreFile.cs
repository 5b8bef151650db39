namespace Lana.Pipeline;

/// <summary>The format of a stored score table: <c>scores.json</c>.</summary>
/// <param name="Unit">The meaning of the numbers.</param>
/// <param name="Origin">The origin of the numbers.</param>
/// <param name="Entries">The numbers, layers in the order of the network.</param>
internal sealed record ScoreFile(string Unit, string Origin, IReadOnlyList<ScoreEntry> Entries)
{
    public static ScoreFile Of(ScoreTable table) => new(table.Unit, table.Origin, [.. table.Entries]);

    public ScoreTable ToTable() => new(Unit, Origin, Entries);
}
