using Lana.Selections;

namespace Lana.Reproduction.Setup;

/// <summary>Scores stored in a pool's folder: tables that share a pool score it only once.</summary>
/// <param name="Inputs">The hash of their inputs.</param>
/// <param name="Unit">The meaning of the numbers.</param>
/// <param name="Origin">The origin of the numbers.</param>
/// <param name="Entries">The numbers, layers in the order of the network.</param>
internal sealed record KeptScores(string Inputs, string Unit, string Origin, IReadOnlyList<ScoreEntry> Entries)
{
    public static KeptScores Of(string inputs, ScoreTable table) =>
        new(inputs, table.Unit, table.Origin, [.. table.Entries]);

    public ScoreTable ToTable() => new(Unit, Origin, Entries);
}
