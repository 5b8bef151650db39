using Lana.Candidates;
using Lana.Definitions;
using Lana.Modules;
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
internal sealed class WideOnly() : Operation("my_wide_only")
{
    public override string? Obstacle(Layer layer) => layer.Output.Channels < 64 ? "it has fewer than 64 channels" : null;

    public override Definition Define(Layer layer) => new Conv("conv", layer.Output.Channels, 1) { Stride = layer.Stride, Norm = "bn" };

    public override void Initialise(LanaModule module, InitialisationData data)
    {
        if (!module.FitOutput(data.Input, data.TeacherLayer, RunMode.Recalibrate))
        {
            base.Initialise(module, data);
        }
    }
}
#endregion
