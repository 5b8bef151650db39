namespace Lana.Selections;

/// <summary>One number of a <see cref="ScoreTable"/>.</summary>
/// <param name="Key">The candidate.</param>
/// <param name="Score">The score in the table's unit, lower is better; not finite if it was not measured.</param>
public readonly record struct ScoreEntry(CandidateKey Key, double Score)
{
    /// <summary>Creates an entry from names.</summary>
    /// <param name="layer">The layer's name, for example <c>blocks.2.1</c>.</param>
    /// <param name="operation">The operation's canonical name, for example <c>efn_e3_k5_se0.04</c>.</param>
    /// <param name="score">The score in the table's unit.</param>
    public ScoreEntry(string layer, string operation, double score)
        : this(new CandidateKey(layer, operation), score)
    {
    }
}
