using Lana.Candidates;
using Lana.Definitions;
using Lana.Networks;

namespace Lana.Benchmarks.Supervision;

/// <summary>The teacher's own layer with new weights, all of which have to be learnt.</summary>
internal sealed class FreshOperation() : Operation("fresh")
{
    /// <inheritdoc/>
    public override Definition Define(Layer layer) => layer.Definition;
}
