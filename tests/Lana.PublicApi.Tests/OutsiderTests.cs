using Lana.Candidates;
using Lana.Data;
using Lana.Definitions;
using Lana.Export;
using Lana.Modules;
using Lana.Networks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML.OnnxRuntime;
using static TorchSharp.torch;

namespace Lana;

/// <summary>What somebody outside can do with nothing but what is public.</summary>
[Collection(TorchCollection.Name)]
public sealed class OutsiderTests
{
    [Fact]
    public void CandidateOperation_OfAnOutsider_TakesALayersPlaceAndShips()
    {
        using var scope = NewDisposeScope();
        using var teacher = Definition().Build(seed: 1);
        var searchSpace = new SearchSpace([Operation.Identity, new Pointwise()]);
        var layer = teacher.Layers[1].Info;
        var operation = Assert.Single(searchSpace.For(layer), candidate => candidate is Pointwise);
        using var module = operation.Define(layer).Build(layer.Input, seed: 2);

        using var student = teacher.With(new Dictionary<int, LanaModule> { [1] = module });
        using var trained = student.Detach();
        trained.Run(rand(4, 3, 8, 8), RunMode.Train).sum().backward();

        Assert.Equal(
            teacher.Cost.Parameters - teacher.Layers[1].Module.Cost.Parameters + 72, student.Cost.Parameters);
        Assert.DoesNotContain(searchSpace.For(teacher.Layers[0].Info), candidate => candidate is Pointwise);
        AssertParity(student);
    }

    [Fact]
    public void CandidateOperation_OfAnOutsider_JoinsTheContainersSearchSpace()
    {
        var services = new ServiceCollection();
        services.AddLana().AddCandidates(searchSpace => searchSpace.UseFull().Add(new Pointwise()));
        using var provider = services.BuildServiceProvider();

        Assert.Equal("pointwise", provider.GetRequiredService<ISearchSpace>().Operations[^1].Name);
    }

    [Fact]
    public void BatchSource_OfAnOutsider_FeedsANetwork()
    {
        using var network = Definition().Build();
        IBatchSource source = new Noise();

        using var batch = source.Read([3, 1]);
        using var again = source.Read([3, 1]);
        using var logits = network.Run(batch.Images);

        Assert.Equal(2, batch.Count);
        Assert.Equal([2, 4], logits.shape);
        Assert.True(batch.Images.equal(again.Images).all().item<bool>());
    }

    private static NetworkDefinition Definition() => new(
        "outside",
        new FeatureShape(3, 8, 8),
        new Conv("stem", 4, 3),
        [
            new LayerDefinition("first", new Conv("conv", 8, 3) { Stride = 2, Norm = "bn", Activation = Activation.Relu }),
            new LayerDefinition("second", new Residual(new Conv("conv", 8, 3) { Norm = "bn" })),
        ],
        new Chain(new GlobalPool(), new Linear("head", 4)));

    private static void AssertParity(Network network)
    {
        using var images = rand(2, 3, 8, 8);
        using var expected = network.Run(images);
        using var session = new InferenceSession(OnnxExporter.Export(network));
        using var value = OrtValue.CreateTensorValueFromMemory(images.data<float>().ToArray(), images.shape);
        using var options = new RunOptions();
        using var outputs = session.Run(options, [OnnxExporter.InputName], [value], [OnnxExporter.OutputName]);
        Assert.Equal(
            expected.data<float>().ToArray(),
            outputs[0].GetTensorDataAsSpan<float>().ToArray(),
            (left, right) => Math.Abs(left - right) <= 1e-4 * Math.Max(1.0, Math.Abs(left)));
    }

    private sealed class Pointwise() : Operation("pointwise")
    {
        public override string? Obstacle(Layer layer) => layer.KeepsShape ? null : "its shape changes";

        public override Definition Define(Layer layer) =>
            new Residual(new Conv("mix", layer.Output.Channels, 1) { Bias = true, Activation = Activation.Silu });
    }

    private sealed class Noise : IBatchSource
    {
        public int Count => 10;

        public FeatureShape Shape => new(3, 8, 8);

        public string Fingerprint => "noise-1";

        public Batch Read(ReadOnlySpan<int> indices, ulong? augmentation = null)
        {
            var images =
                indices.ToArray().Select(index => Image((ulong)index ^ augmentation.GetValueOrDefault())).ToList();
            var batch = new Batch(stack(images));
            images.ForEach(image => image.Dispose());
            return batch;
        }

        private Tensor Image(ulong seed)
        {
            using var generator = new Generator(seed);
            return rand([Shape.Channels, Shape.Height, Shape.Width], generator: generator);
        }
    }
}
