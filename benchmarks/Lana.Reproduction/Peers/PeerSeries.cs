namespace Lana.Reproduction.Peers;

/// <summary>The names of the compared methods in tables and pictures.</summary>
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
