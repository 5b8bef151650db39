namespace Lana.Reproduction.Peers;

/// <summary>The ways of accelerating that are compared, as tables and pictures call them.</summary>
internal static class PeerSeries
{
    public const string Lana = "Lana";

    public const string PapersWay = "the paper's way";

    public const string Even = "left out evenly";

    public const string EvenPruned = "left out evenly, pruned";

    public const string Uniform = "uniform pruning";

    public const string RandomRemovals = "random removals, halved";

    public const string RandomSelections = "random selections of the pool, halved";

    public const string Members = "members";

    public const string DistilledMembers = "members with the teacher";
}
