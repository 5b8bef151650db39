using Lana.Candidates;
using Lana.Networks;

namespace Samples;

/// <summary>Leaves layers out evenly.</summary>
internal static class KeptLayers
{
    /// <summary>The number of layers that can be removed.</summary>
    public static int Removable(NetworkDefinition teacher) => teacher.Layers.Count(Operation.Identity.Supports);

    /// <summary>Returns one operation for each layer: <paramref name="operation"/> if a layer is kept and supports
    /// it.</summary>
    /// <param name="teacher">The teacher.</param>
    /// <param name="kept">The number of removable layers that are kept, evenly spread over all removable ones.</param>
    /// <param name="operation">The operation of kept layers.</param>
    public static IReadOnlyList<Operation> Spread(NetworkDefinition teacher, int kept, Operation operation)
    {
        var removable = teacher.Layers.Where(Operation.Identity.Supports).ToList();
        var places = Enumerable.Range(0, kept)
            .Select(place => removable[((2 * place) + 1) * removable.Count / (2 * kept)].Index)
            .ToHashSet();
        return [.. teacher.Layers.Select(layer =>
            Operation.Identity.Supports(layer) && !places.Contains(layer.Index) ? Operation.Identity
            : operation.Supports(layer) ? operation
            : Operation.Teacher)];
    }
}
