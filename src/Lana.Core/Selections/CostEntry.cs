namespace Lana.Selections;

/// <summary>One number of a <see cref="CostTable"/>.</summary>
/// <param name="Key">The candidate.</param>
/// <param name="Cost">The cost in the table's unit: finite, at least 0.</param>
public readonly record struct CostEntry(CandidateKey Key, double Cost)
{
    /// <summary>Creates an entry from names.</summary>
    /// <param name="layer">The layer's name, for example <c>blocks.2.1</c>.</param>
    /// <param name="operation">The operation's canonical name, for example <c>efn_e3_k5_se0.04</c>.</param>
    /// <param name="cost">The cost in the table's unit.</param>
    public CostEntry(string layer, string operation, double cost)
        : this(new CandidateKey(layer, operation), cost)
    {
    }
}
