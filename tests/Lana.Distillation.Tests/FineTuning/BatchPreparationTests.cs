using Lana.Data;
using Lana.Kernels;
using Lana.Models;
using Lana.Networks;
using Lana.Training;
using static TorchSharp.torch;

namespace Lana.FineTuning;

[Collection(TorchCollection.Name)]
public sealed class BatchPreparationTests
{
    private const int BatchSize = 8;
    private const ulong Seed = 5;

    private readonly ImageArraySource _data = Some.Images(padding: 2);

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.4)]
    public void Prepare_StudentOfALowerResolution_AsksTheTeacherAboutTheSameViewAtItsOwn(double mixup)
    {
        using var scope = NewDisposeScope();
        using var teacher = Some.Teacher();
        using var student = Some.Teacher(seed: 2);
        var request = new FineTuningRequest(student, _data.Resize(Some.Side / 2))
        {
            Teacher = teacher,
            TeacherData = _data,
            Seed = Seed,
        };
        var sequence = new BatchSequence(_data.Count, 0, BatchSize, Seed);
        using var preparation = new BatchPreparation(request, new FineTuningOptions { Mixup = mixup }, sequence);

        using var prepared = preparation.Prepare(2);

        using var whole = _data.Read(sequence.Indices(2), sequence.Augmentation(2));
        using var half = request.Data.Read(sequence.Indices(2), sequence.Augmentation(2));
        Tensor Mixed(Tensor images) => mixup > 0.0 ? Mixup.Of(Seed, 2, BatchSize, mixup).Blend(images) : images;
        Assert.Equal([BatchSize, 1, Some.Side / 2, Some.Side / 2], prepared.Images.shape);
        Assert.True(allclose(Mixed(half.Images), prepared.Images));
        var asked = teacher.Run(MemoryLayout.ToChannelsLast(Mixed(whole.Images)));
        Assert.True(allclose(asked, prepared.TeacherOutputs!, rtol: 1e-3, atol: 1e-4));
        Assert.Empty(prepared.TeacherFeatures);
    }

    [Fact]
    public void Prepare_ByDefault_HasTheTeachersFeatureBehindEachLayer()
    {
        using var scope = NewDisposeScope();
        using var teacher = Some.Teacher();
        using var student = Some.Teacher(seed: 2);

        using var prepared = Prepare(student, teacher, new FineTuningOptions());

        using var expected = teacher.Trace(prepared.Images);
        Assert.Equal(teacher.Layers.Count, prepared.TeacherFeatures.Count);
        Assert.All(prepared.TeacherFeatures, (feature, layer) =>
            Assert.True(allclose(expected.Output(layer), feature, rtol: 1e-3, atol: 1e-4)));
    }

    [Fact]
    public void Prepare_WithoutATeacher_HasNoFeatures()
    {
        using var scope = NewDisposeScope();
        using var student = Some.Teacher();

        using var prepared = Prepare(student, null, new FineTuningOptions { FeatureWeight = 1.0 });

        Assert.Null(prepared.TeacherOutputs);
        Assert.Empty(prepared.TeacherFeatures);
    }

    [Fact]
    public void Prepare_StudentOfOtherLayers_HasTheTeachersOutputsAlone()
    {
        using var scope = NewDisposeScope();
        using var teacher = Some.Teacher();
        using var student = EfficientNet.Define(NetworkOptions.Compound(-8) with
        {
            Depth = 1.0,
            Resolution = Some.Side,
            InputChannels = 1,
            Classes = Some.Classes,
        }).Build(2);

        using var prepared = Prepare(student, teacher, new FineTuningOptions { FeatureWeight = 1.0 });

        Assert.True(allclose(teacher.Run(prepared.Images), prepared.TeacherOutputs!, rtol: 1e-3, atol: 1e-4));
        Assert.Empty(prepared.TeacherFeatures);
        Assert.False(BatchPreparation.RunsTeacher(
            new FineTuningRequest(student, _data) { Teacher = teacher },
            new FineTuningOptions { FeatureWeight = 1.0, DistillationWeight = 0.0 }));
    }

    private PreparedBatch Prepare(Network student, Network? teacher, FineTuningOptions options)
    {
        var request = new FineTuningRequest(student, _data) { Teacher = teacher, Seed = Seed };
        using var preparation = new BatchPreparation(request, options, new BatchSequence(_data.Count, 0, BatchSize, Seed));
        return preparation.Prepare(2);
    }
}
