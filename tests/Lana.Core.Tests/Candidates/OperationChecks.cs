using Lana.Definitions;
using Lana.Export;
using Lana.Modules;
using Lana.Networks;
using Lana.Onnx;
using static TorchSharp.torch;

namespace Lana.Candidates;

/// <summary>What is asked of every operation in every layer.</summary>
internal static class OperationChecks
{
    private const double Tolerance = 1e-4;

    public static void Check(Operation operation, Layer layer)
    {
        var definition = operation.Define(layer);
        Tensors.AssertNoLeak("all of it", () =>
        {
            using var scope = NewDisposeScope();
            using var module = definition.Build(layer.Input, seed: 11);
            Tensors.Disturb(module.state_dict(), seed: 5);
            var input = Tensors.Normal(3, layer.Input.WithBatch(3));
            ShapeAndPrice(definition, module, layer, input);
            State(definition, module, layer, input);
            Readings(module, input);
            Leaks(module, input);
            Gradient(module, input);
        });
    }

    private static void ShapeAndPrice(Definition definition, LanaModule module, Layer layer, Tensor input)
    {
        using var output = module.Run(input);

        Assert.Equal(layer.Output.WithBatch(3), output.shape);
        Assert.True(output.isfinite().all().item<bool>());
        var price = definition.Cost(layer.Input);
        Assert.Equal(layer.Output, price.Output);
        Assert.Equal(module.parameters().Sum(parameter => parameter.numel()), price.Parameters);
        var shipped = OnnxCounter.Count(OnnxExporter.Export(module));
        Assert.Equal(layer.Output.WithBatch(1), shipped.Output);
        Assert.Equal(shipped.Macs, price.Macs);
        Assert.Equal(shipped.WeightBytes, price.ShippedBytes);
    }

    private static void State(Definition definition, LanaModule module, Layer layer, Tensor input)
    {
        using var other = definition.Build(layer.Input, seed: 12);
        using var copy = module.Copy();
        using var output = module.Run(input);

        other.load_state_dict(module.state_dict());
        using var loaded = other.Run(input);
        using var copied = copy.Run(input);

        var names = module.Weights.Select(weight => weight.Name).ToList();
        Assert.Equal(names.Distinct(), names);
        Assert.Equal(names, module.state_dict().Keys);
        Tensors.AssertEqual(output, loaded);
        Tensors.AssertEqual(output, copied);
    }

    private static void Readings(LanaModule module, Tensor input)
    {
        using var gradients = no_grad();
        using var output = module.Run(input);
        using var fused = module.Fuse();
        using var merged = fused.Run(input);
        using var session = new OnnxSession(OnnxExporter.Export(module));
        using var three = session.Run(input);
        using var first = input.slice(0, 0, 1, 1);
        using var one = session.Run(first);

        Tensors.AssertClose(output, merged, Tolerance);
        Tensors.AssertClose(output, three, Tolerance);
        Tensors.AssertClose(output.slice(0, 0, 1, 1), one, Tolerance);
    }

    private static void Leaks(LanaModule module, Tensor input)
    {
        foreach (var mode in Enum.GetValues<RunMode>())
        {
            Tensors.AssertNoLeak($"Run in mode {mode}", () => module.Run(input, mode).Dispose());
            using var gradients = no_grad();
            Tensors.AssertNoLeak($"Run in mode {mode} without gradients", () => module.Run(input, mode).Dispose());
        }

        Tensors.AssertNoLeak("Fuse", () => module.Fuse().Dispose());
        Tensors.AssertNoLeak("Copy", () => module.Copy().Dispose());
        Tensors.AssertNoLeak("Export", () => OnnxExporter.Export(module));
    }

    private static void Gradient(LanaModule module, Tensor input)
    {
        using var output = module.Run(input, RunMode.Train);
        using var weights = Tensors.Normal(9, output.shape);
        if (!output.requires_grad)
        {
            Assert.Empty(module.parameters());
            return;
        }

        (output * weights).sum().backward();

        foreach (var (name, parameter) in module.named_parameters())
        {
            var gradient = parameter.grad;
            Assert.True(gradient is not null && gradient.isfinite().all().item<bool>(), $"no gradient for {name}");
            Assert.True(gradient.count_nonzero().item<long>() > 0, $"the gradient of {name} is zero");
        }
    }
}
