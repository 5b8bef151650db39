using Lana.Data;
using Lana.FineTuning;
using Lana.Networks;
using static TorchSharp.torch;

namespace Lana.Objectives;

/// <summary>Learning from the teacher's outputs alone.</summary>
[Collection(TorchCollection.Name)]
public sealed class OutputMatchingTests
{
    private static readonly NetworkDefinition Definition = SkipNetwork.Define(new FeatureShape(1, Some.Side, Some.Side));

    [Fact]
    public void Distance_OfEachOutput_CountsAlikeWhateverItsSize()
    {
        using var scope = NewDisposeScope();
        var objective = new OutputMatchingObjective(Definition);
        var teacher = cat([full(2, 4, 1000.0), full(2, 128, 0.1)], 1);
        var student = cat([full(2, 4, 1000.0), full(2, 128, 0.2)], 1);

        // The first output is right, the second twice as large.
        Assert.Equal(0.5f, objective.Distance(student, teacher, 1.0).item<float>(), 1e-5f);
        Assert.Equal(0.5f, objective.Loss(student, teacher).item<float>(), 1e-5f);
        Assert.Equal(1.0, objective.CountCorrect(student, teacher), 1e-5);
        Assert.Equal(2.0, objective.CountCorrect(teacher, teacher), 1e-5);
        Assert.Equal(0.0f, objective.Distance(teacher, teacher, 1.0).item<float>());
        Assert.InRange(new OutputMatchingObjective().Distance(student, teacher, 1.0).item<float>(), 0.0f, 1e-6f);
    }

    [Fact]
    public void Distance_OfLogits_IsTheDivergencePerPosition()
    {
        using var scope = NewDisposeScope();
        var objective = new OutputMatchingObjective(Definition, ["heat"]);
        var classes = ones(3, 4);
        var teacher = cat([classes, full(3, 64, Math.Log(3.0)), zeros(3, 64)], 1);
        var uniform = cat([classes, zeros(3, 128)], 1);
        var opposite = cat([classes, full(3, 64, -Math.Log(3.0)), zeros(3, 64)], 1);

        // Three quarters and one quarter against one half each; the first output is right.
        var divergence = (0.75 * Math.Log(1.5)) + (0.25 * Math.Log(0.5));
        Assert.Equal(0.5 * divergence, objective.Loss(uniform, teacher).item<float>(), 1e-6);
        Assert.Equal(0.0, objective.Loss(teacher, teacher).item<float>(), 1e-6);
        Assert.Equal(0.5 * 4.0 * Softened(2.0), objective.Distance(uniform, teacher, 2.0).item<float>(), 1e-5);
        Assert.Equal(3.0, objective.CountCorrect(teacher, teacher), 1e-6);
        Assert.Equal(1.5, objective.CountCorrect(opposite, teacher), 1e-6);
        Assert.NotEqual(new OutputMatchingObjective(Definition).Fingerprint, objective.Fingerprint);
        Assert.Equal(["heat"], objective.LogitsOf(Definition));
    }

    [Fact]
    public void Create_LogitsThatAreNoOutput_AreRefusedByName() => Assert.Contains(
        "'skip' has no output 'boxes'; its outputs are classes, heat",
        Assert.Throws<ArgumentException>(() => new OutputMatchingObjective(Definition, ["boxes"])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Classification_OfATeachersOutputs_IsRefused()
    {
        using var scope = NewDisposeScope();

        var error = Assert.Throws<InvalidOperationException>(() =>
            new ClassificationObjective().Loss(ones(2, 3), tensor(new[] { 2f, -1f, 0f, 3f, 1f, -3f }).reshape(2, 3)));

        Assert.Contains("OutputMatchingObjective", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Loss_WithoutLabelsOrOfAnotherNetwork_IsRefused()
    {
        using var scope = NewDisposeScope();
        var objective = new OutputMatchingObjective(Definition);

        Assert.Throws<InvalidOperationException>(() => objective.Loss(ones(2, 132), null));
        Assert.Throws<InvalidOperationException>(() => objective.Loss(ones(2, 5), ones(2, 5)));
    }

    [Fact]
    public void Loss_TeacherThatGivesZero_StaysFinite()
    {
        using var scope = NewDisposeScope();

        Assert.True(float.IsFinite(new OutputMatchingObjective().Loss(ones(2, 3), zeros(2, 3)).item<float>()));
    }

    [Fact]
    public void Read_LabelsOfATeacher_AreItsOutputsForTheSameImages()
    {
        using var scope = NewDisposeScope();
        using var teacher = Definition.Build(seed: 2);
        using var other = SkipNetwork.Define(new FeatureShape(1, 8, 8)).Build();
        var images = Some.Images(padding: 2);
        var source = new TeacherOutputSource(teacher, new Unlabelled(images));

        using var batch = source.Read([3, 5], augmentation: 7);
        using var plain = images.Read([3, 5], augmentation: 7);

        Assert.True(allclose(batch.Images, plain.Images, rtol: 0.0, atol: 0.0));
        Assert.True(allclose(teacher.Run(plain.Images), batch.Labels!, rtol: 1e-4, atol: 1e-5));
        Assert.NotEqual(images.Fingerprint, source.Fingerprint);
        Assert.Throws<ArgumentException>(() => new TeacherOutputSource(other, images));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.3)]
    public async Task FineTune_LabelsOfTheTeacherItself_TrainsAsWithThoseOfItsCopy(double featureWeight)
    {
        using var teacher = Definition.Build(seed: 2);
        using var copy = teacher.Detach();
        var options = new FineTuningOptions
        {
            Epochs = 1,
            BatchSize = 8,
            Threads = 1,
            DistillationWeight = 0.5,
            FeatureWeight = featureWeight,
        };
        using var own = await TrainAsync(teacher);
        using var other = await TrainAsync(copy);

        using var scope = NewDisposeScope();
        using var images = Some.Images().Read(EpochOrder.Sequential(8));
        var (ownOutputs, otherOutputs) = (own.Run(images.Images), other.Run(images.Images));
        Assert.True(allclose(ownOutputs, otherOutputs, rtol: 1e-3, atol: 1e-4));
        using var untrained = Definition.Build(seed: 9);
        Assert.False(allclose(ownOutputs, untrained.Run(images.Images), rtol: 1e-3, atol: 1e-4));

        async Task<Network> TrainAsync(Network labelling)
        {
            var student = Definition.Build(seed: 9);
            await new FineTuner(options, new OutputMatchingObjective(Definition)).FineTuneAsync(
                new FineTuningRequest(student, new TeacherOutputSource(labelling, Some.Images())) { Teacher = teacher },
                cancellationToken: TestContext.Current.CancellationToken);
            return student;
        }
    }

    private static double Softened(double temperature)
    {
        var p = 1.0 / (1.0 + Math.Exp(-Math.Log(3.0) / temperature));
        return (p * Math.Log(2.0 * p)) + ((1.0 - p) * Math.Log(2.0 * (1.0 - p)));
    }
}
