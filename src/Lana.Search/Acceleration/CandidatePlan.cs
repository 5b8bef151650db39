using Lana.Candidates;
using Lana.Networks;
using Lana.Pool;
using Lana.Tables;

namespace Lana.Acceleration;

/// <summary>Which operations are worth training in which layer.</summary>
internal static class CandidatePlan
{
    /// <summary>The operations of the zoo that fit a layer and, where asked, are faster than the teacher's
    /// own.</summary>
    public static IReadOnlyList<CandidateJob> Make(
        NetworkDefinition teacher, ICandidateZoo zoo, LatencyTable table, bool skipSlow) =>
    [
        .. from layer in teacher.Layers
           from operation in zoo.For(layer)
           where !skipSlow || operation is TeacherOperation || IsFaster(table, layer.Name, operation.Name)
           select new CandidateJob(layer, operation),
    ];

    private static bool IsFaster(LatencyTable table, string layer, string operation) =>
        table.Find(layer, operation) is { } entry
        && table.Find(layer, TeacherOperation.OperationName) is { } own
        && entry.LatencyMs < own.LatencyMs;
}
