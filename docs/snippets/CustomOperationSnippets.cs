using Lana.Candidates;
using Lana.Definitions;
using Lana.Networks;
using Microsoft.Extensions.DependencyInjection;

namespace Snippets;

internal static class CustomOperationSnippets
{
    public static void Register(ServiceCollection services, Operation separablePair)
    {
        #region operation-register
        services.AddLana().AddCandidates(space => space.UseInherited().Add(separablePair));
        #endregion
    }
}

#region operation-obstacle
internal sealed class Pointwise() : Operation("my_pointwise")
{
    public override string? Obstacle(Layer layer) => layer.Stride > 1 ? "its stride would skip most positions" : null;

    public override Definition Define(Layer layer) => new Conv("conv", layer.Output.Channels, 1) { Norm = "bn" };
}
#endregion
