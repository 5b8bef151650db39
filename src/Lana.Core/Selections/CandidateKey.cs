namespace Lana.Selections;

/// <summary>The key of a candidate: an operation placed in a layer, by their names.</summary>
/// <param name="Layer">The layer's name, for example <c>blocks.2.1</c>.</param>
/// <param name="Operation">The operation's canonical name, for example <c>efn_e3_k5_se0.04</c>.</param>
[method: JsonConstructor]
public readonly record struct CandidateKey(string Layer, string Operation)
{
    /// <summary>Formats the key for a message, for example <c>operation 'efn_e3_k5' in layer 'blocks.2.1'</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"operation '{Operation}' in layer '{Layer}'";
}
