using Lana.Candidates;
using Lana.Networks;
using Lana.Pool;
using Lana.Tables;

namespace Lana.Acceleration;

/// <summary>Decides which operations are worth training in which layer: what is measured first need not be
/// trained.</summary>
public static class CandidatePlan
{
    /// <summary>The operations of a zoo that fit a layer and, where asked, are faster than the teacher's own.</summary>
    /// <param name="teacher">The teacher.</param>
    /// <param name="zoo">Which operations could take a layer's place.</param>
    /// <param name="table">What they take on the device.</param>
    /// <param name="skipSlow">Whether to leave out what is not faster than the teacher's own layer, or not in the
    /// table: it could never be chosen for speed. The default is true.</param>
    /// <returns>Layer by layer, in the order of the zoo; the teacher's own layers are never left out.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IReadOnlyList<CandidateJob> Make(
        NetworkDefinition teacher, ICandidateZoo zoo, LatencyTable table, bool skipSlow = true)
    {
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(zoo);
        ArgumentNullException.ThrowIfNull(table);
        return
        [
            .. from layer in teacher.Layers
               from operation in zoo.For(layer)
               where !skipSlow || operation is TeacherOperation || IsFaster(table, layer.Name, operation.Name)
               select new CandidateJob(layer, operation),
        ];
    }

    private static bool IsFaster(LatencyTable table, string layer, string operation) =>
        table.Find(layer, operation) is { } entry
        && table.Find(layer, TeacherOperation.OperationName) is { } own
        && entry.LatencyMs < own.LatencyMs;
}
