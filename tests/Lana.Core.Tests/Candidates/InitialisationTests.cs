using Lana.Definitions;
using Lana.Modules;
using Lana.Networks;
using static TorchSharp.torch;

namespace Lana.Candidates;

/// <summary>The initial weights of every registered operation.</summary>
[Collection(TorchCollection.Name)]
public sealed class InitialisationTests
{
    private static readonly Layer[] Layers =
    [
        Make(new FeatureShape(4, 6, 6), new FeatureShape(4, 6, 6)),
        Make(new FeatureShape(4, 6, 6), new FeatureShape(4, 3, 3)),
    ];

    // The calling thread's own number, as in a worker.
    public InitialisationTests() => set_num_threads(1);

    public static TheoryData<string> Names => new(KnownOperations.All.Values
        .Where(operation => operation is not TeacherOperation and not IdentityOperation)
        .Where(operation => LayerFor(operation) is not null)
        .Select(operation => operation.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Initialise_WithTheClosedForm_IsRepeatableAndNoWorseThanWithout(string name)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var operation = Operation.Parse(name);
        var layer = LayerFor(operation)!;
        var teacher = layer.Definition.Build(layer.Input, seed: 1);
        var input = Tensors.Normal(3, layer.Input.WithBatch(16));
        var target = teacher.Run(input);
        LanaModule Initialised(bool fits)
        {
            var module = operation.Define(layer).Build(layer.Input, seed: 2);
            operation.Initialise(module, new InitialisationData(teacher, input, target, Spread: 1.0) { FitsOutput = fits });
            return module;
        }

        double Loss(LanaModule module) => module.Run(input, RunMode.BatchStatistics).sub(target).square().mean().item<float>();

        using var fitted = Initialised(fits: true);
        using var again = Initialised(fits: true);
        using var plain = Initialised(fits: false);

        Assert.All(fitted.state_dict(), pair => Assert.True(pair.Value.isfinite().all().item<bool>(), pair.Key));
        Assert.All(
            fitted.state_dict().Zip(again.state_dict()),
            pair => Assert.True(pair.First.Value.equal(pair.Second.Value).all().item<bool>(), pair.First.Key));
        Assert.True(Loss(fitted) <= Loss(plain) * 1.001, $"{Loss(fitted)} instead of {Loss(plain)}");
    }

    [Theory]
    [InlineData("efn_e1_k3")]
    [InlineData("cb_res_k3_w0.5")]
    [InlineData("repvgg_k3_w0.5")]
    [InlineData("conv_cs_k3_w1")]
    [InlineData("convnext_e2_k3")]
    public void Initialise_MapsOfOnePixel_StaysFinite(string name)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var layer = Make(new FeatureShape(8, 1, 1), new FeatureShape(8, 1, 1));
        using var teacher = layer.Definition.Build(layer.Input, seed: 1);
        using var module = Operation.Parse(name).Define(layer).Build(layer.Input, seed: 2);
        var input = Tensors.Normal(3, layer.Input.WithBatch(4));

        Operation.Parse(name).Initialise(
            module, new InitialisationData(teacher, input, teacher.Run(input), Spread: 1.0));

        Assert.All(module.state_dict(), pair => Assert.True(pair.Value.isfinite().all().item<bool>(), pair.Key));
    }

    [Fact]
    public void Initialise_SpreadIsZero_LeavesTheWeightsAsDrawn()
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        using var teacher = Layers[0].Definition.Build(Layers[0].Input, seed: 1);
        using var module = Operation.Parse("efn_e1_k3").Define(Layers[0]).Build(Layers[0].Input, seed: 2);
        using var drawn = module.Copy();
        var input = Tensors.Normal(3, Layers[0].Input.WithBatch(16));

        Operation.Parse("efn_e1_k3").Initialise(
            module, new InitialisationData(teacher, input, teacher.Run(input), Spread: 0.0));

        Assert.All(
            module.state_dict().Zip(drawn.state_dict()),
            pair => Assert.True(pair.First.Value.equal(pair.Second.Value).all().item<bool>(), pair.First.Key));
    }

    private static Layer? LayerFor(Operation operation) => Layers
        .OrderBy(layer => operation.Name.Length % Layers.Length == Array.IndexOf(Layers, layer) ? 0 : 1)
        .FirstOrDefault(operation.Supports);

    private static Layer Make(FeatureShape input, FeatureShape output)
    {
        var body = new Chain(
            new Conv("conv_exp", 16, 3) { Stride = input == output ? 1 : 2, Norm = "bn1", Activation = Activation.Silu },
            Gate.SqueezeExcite(16, 4, Activation.Silu),
            new Conv("conv_pwl", output.Channels, 1) { Norm = "bn2" });
        return new Layer(0, "layer", input, output, input == output ? new Residual(body) : body);
    }
}
