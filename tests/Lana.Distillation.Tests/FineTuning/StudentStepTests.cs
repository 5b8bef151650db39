using Lana.Kernels;
using Lana.Modules;
using Lana.Objectives;
using Lana.Training;
using static TorchSharp.torch;

namespace Lana.FineTuning;

/// <summary>The loss of a step against one that is written out.</summary>
[Collection(TorchCollection.Name)]
public sealed class StudentStepTests
{
    [Fact]
    public void Backward_WithFeatures_AddsTheNormalisedDistanceOfEachLayer()
    {
        using var scope = NewDisposeScope();
        using var teacher = Some.Teacher();
        using var student = Some.Teacher(seed: 2);
        var options = new FineTuningOptions { BatchSize = 8, FeatureWeight = 0.3, DistillationWeight = 0.0, Augment = false };
        var request = new FineTuningRequest(student, Some.Images()) { Teacher = teacher };
        using var preparation = new BatchPreparation(request, options, Sequence());
        using var batch = preparation.Prepare(0);
        using var twin = student.Detach();

        var loss = new StudentStep(request, options, new ClassificationObjective()).Backward(batch, 0, isFirst: true);

        using var gradients = no_grad();
        using var own = twin.Trace(batch.Images, RunMode.Train);
        using var theirs = teacher.Trace(batch.Images);
        var distance = Enumerable.Range(0, twin.Layers.Count).Sum(layer =>
            ((own.Output(layer) - theirs.Output(layer)).square().sum() / theirs.Output(layer).square().sum()).item<float>());
        var labels = nn.functional.cross_entropy(own.Outputs!, batch.Labels!).item<float>();
        Assert.Equal(twin.Layers.Count, batch.TeacherFeatures.Count);
        Assert.Equal(labels + 0.3 * distance, loss, 1e-4 * loss);
    }

    [Fact]
    public void Backward_OfMixedImages_IsTheMixtureOfBothLabels()
    {
        using var scope = NewDisposeScope();
        using var student = Some.Teacher(seed: 2);
        var options = new FineTuningOptions { BatchSize = 8, Mixup = 0.9, Augment = false };
        var request = new FineTuningRequest(student, Some.Images()) { Seed = 4 };
        using var preparation = new BatchPreparation(request, options, Sequence());
        using var batch = preparation.Prepare(3);
        using var twin = student.Detach();

        var loss = new StudentStep(request, options, new ClassificationObjective()).Backward(batch, 3, isFirst: true);

        using var gradients = no_grad();
        var mixup = Mixup.Of(4, 3, 8, 0.9);
        using var read = request.Data.Read(Sequence().Indices(3));
        var other = read.Images[tensor(mixup.Partners.Select(index => (long)index).ToArray())];
        var images = MemoryLayout.ToChannelsLast(read.Images * mixup.Share + other * (1.0 - mixup.Share));
        var logs = nn.functional.log_softmax(twin.Run(images, RunMode.Train), 1);
        var expected = -Enumerable.Range(0, 8).Average(index =>
            mixup.Share * logs[index, read.Labels![index].item<long>()].item<float>()
            + (1.0 - mixup.Share) * logs[index, read.Labels![mixup.Partners[index]].item<long>()].item<float>());
        Assert.InRange(mixup.Share, 0.01, 0.99);
        Assert.Equal(expected, loss, 1e-5);
    }

    private static BatchSequence Sequence() => new(Some.Images().Count, 0, 8, seed: 1);
}
