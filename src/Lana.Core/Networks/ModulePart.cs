using Lana.Definitions;
using Lana.Modules;
using Lana.Onnx;

namespace Lana.Networks;

/// <summary>Runs a module of a network.</summary>
internal sealed class ModulePart(LanaModule module) : GraphPart
{
    public LanaModule Module => module;

    public override IEnumerable<Weight> Weights => module.Weights;

    public override Tensor Run(Tensor[] inputs, RunMode mode) => module.Run(inputs[0], mode);

    public override GraphPart Fuse() => new ModulePart(module.Fuse());

    public override GraphValue Emit(OnnxGraph graph, GraphValue[] inputs)
    {
        if (module.IsFused)
        {
            return GraphValue.Of(module.Emit(graph, inputs[0].ToFeature()));
        }

        using var fused = module.Fuse();
        return GraphValue.Of(fused.Emit(graph, inputs[0].ToFeature()));
    }

    public override void Dispose() => module.Dispose();
}
