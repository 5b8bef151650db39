using Lana.Networks;

namespace Lana.Candidates;

/// <summary>The operations of a search space that fit a layer, and the reasons why the others do not.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Fitting">The operations that can replace it, in the order of the search space; the teacher's own layer
/// is the first.</param>
/// <param name="Obstacles">The other operations, in the same order.</param>
public sealed record LayerFit(Layer Layer, ImmutableArray<Operation> Fitting, ImmutableArray<OperationObstacle> Obstacles)
{
    /// <summary>Formats the numbers, and the reasons with an example each.</summary>
    /// <returns>One line.</returns>
    public override string ToString()
    {
        var reasons = Obstacles
            .GroupBy(obstacle => obstacle.Reason)
            .Select(group => $"{group.Count()} not, for example {group.First().Operation}: {group.Key}");
        return string.Join("; ", reasons.Prepend($"{Fitting.Length} of {Fitting.Length + Obstacles.Length} operations fit"));
    }
}
