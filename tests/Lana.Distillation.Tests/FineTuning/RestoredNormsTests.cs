using Lana.Export;
using Lana.Import.Onnx;
using Lana.Networks;
using Lana.Weights;
using static TorchSharp.torch;

namespace Lana.FineTuning;

[Collection(TorchCollection.Name)]
public sealed class RestoredNormsTests
{
    [Fact]
    public void Of_NetworkOfAFile_HasNormsAndComputesTheSame()
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var student = Folded();
        using var restored = RestoredNorms.Of(student, Some.Images(), seed: 1, CancellationToken.None)!;
        var images = randn(4, 1, Some.Side, Some.Side);

        var (expected, actual) = (student.Run(images), restored.Network.Run(images));

        Assert.Contains(restored.Network.State, pair => pair.Key.EndsWith("_norm.running_var", StringComparison.Ordinal));
        Assert.DoesNotContain(student.State, pair => pair.Key.EndsWith("_norm.running_var", StringComparison.Ordinal));
        Assert.True(expected.std().item<float>() > 0.01f);
        Assert.InRange(Difference(expected, actual), 0.0f, 1e-4f * expected.abs().max().item<float>());
    }

    [Fact]
    public void Fold_AfterAStepOnTheNorms_GivesTheirOutputs()
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var student = Folded();
        using var restored = RestoredNorms.Of(student, Some.Images(), seed: 1, CancellationToken.None)!;
        foreach (var parameter in restored.Network.Parameters)
        {
            parameter.mul_(1.01f);
        }

        var images = randn(4, 1, Some.Side, Some.Side);
        var before = student.Run(images);

        restored.Fold();

        var expected = restored.Network.Run(images);
        Assert.True(Difference(expected, before) > 0.01f);
        Assert.InRange(Difference(expected, student.Run(images)), 0.0f, 1e-4f * expected.abs().max().item<float>());
    }

    [Fact]
    public void Of_NetworkWithItsNorms_IsNull()
    {
        using var student = Some.Teacher();

        Assert.Null(RestoredNorms.Of(student, Some.Images(), seed: 1, CancellationToken.None));
    }

    [Fact]
    public async Task FineTune_WithRestoredNorms_KeepsTheDefinitionAndIsRepeatable()
    {
        using var first = Folded();
        using var second = Folded();
        var (definition, weights) = (first.Definition.Fingerprint, ModuleWeights.Fingerprint(first));

        await TuneAsync(first);
        await TuneAsync(second);

        Assert.Equal(definition, first.Definition.Fingerprint);
        Assert.NotEqual(weights, ModuleWeights.Fingerprint(first));
        Assert.Equal(ModuleWeights.Fingerprint(first), ModuleWeights.Fingerprint(second));
    }

    private static Task<FineTuningResult> TuneAsync(Network student)
    {
        var options = new FineTuningOptions { Epochs = 1, BatchSize = 16, RestoreNorms = true, Threads = 1 };
        return new FineTuner(options).FineTuneAsync(
            new FineTuningRequest(student, Some.Images()) { Seed = 1 }, null, TestContext.Current.CancellationToken);
    }

    private static float Difference(Tensor left, Tensor right) => left.sub(right).abs().max().item<float>();

    // The exporter folds the norms, as those of other frameworks do.
    private static Network Folded()
    {
        using var scratch = new Scratch();
        using var teacher = Some.Teacher();
        OnnxExporter.Export(teacher, scratch.File("model.onnx"));
        return OnnxNetwork.Load(scratch.File("model.onnx")).Network;
    }
}
