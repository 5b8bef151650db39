using Lana.Selections;

namespace Lana.Reproduction.Setup;

/// <summary>Scores as a pool's folder keeps them: tables that share a pool score it once.</summary>
/// <param name="Inputs">The hash of what they were made from.</param>
/// <param name="Unit">What the numbers mean.</param>
/// <param name="Origin">Where they come from.</param>
/// <param name="Entries">The numbers, layers in the order of the network.</param>
internal sealed record KeptScores(string Inputs, string Unit, string Origin, IReadOnlyList<ScoreEntry> Entries)
{
    public static KeptScores Of(string inputs, ScoreTable table) =>
        new(inputs, table.Unit, table.Origin, [.. table.Entries]);

    public ScoreTable ToTable() => new(Unit, Origin, Entries);
}
