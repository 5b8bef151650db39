namespace Lana.Sharding;

/// <summary>Work on candidates of one layer that one worker does at a time.</summary>
/// <remarks>Trainings are independent of each other, unless dominated candidates are dropped. Scores are not: the candidates of a
/// layer run through the rest of the network together, and the race compares them. So a layer's candidates may be
/// trained in several units, and are scored in one.</remarks>
/// <param name="Name">The name, which is that of its folder.</param>
/// <param name="Layer">The layer's name.</param>
/// <param name="Operations">The operations that are trained.</param>
/// <param name="Scores">Whether the layer's candidates are scored.</param>
/// <param name="Needs">The units that train the other candidates of a layer that is scored.</param>
/// <param name="Seconds">The expected duration.</param>
internal sealed record WorkUnit(
    string Name, string Layer, IReadOnlyList<string> Operations, bool Scores, IReadOnlyList<string> Needs, double Seconds)
{
    /// <summary>The hash of what the unit's result depends on, for a plan.</summary>
    public string FingerprintIn(ShardPlan plan) => ContentHash.Of(
        plan.Fingerprint, Name, Layer, string.Join(' ', Operations), Scores ? "scored" : "", string.Join(' ', Needs));
}
