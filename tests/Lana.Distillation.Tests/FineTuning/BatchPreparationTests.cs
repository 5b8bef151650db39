using Lana.Data;
using Lana.Modules;
using Lana.Optimisation;
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
        var task = new FineTuningTask(student, _data.Resize(Some.Side / 2))
        {
            Teacher = teacher,
            TeacherData = _data,
            Seed = Seed,
        };
        var sequence = new BatchSequence(_data.Count, 0, BatchSize, Seed);
        using var preparation = new BatchPreparation(task, new FineTuningOptions { Mixup = mixup }, sequence);

        using var prepared = preparation.Prepare(2);

        using var whole = _data.Read(sequence.Indices(2), sequence.Augmentation(2));
        using var half = task.Data.Read(sequence.Indices(2), sequence.Augmentation(2));
        Tensor Mixed(Tensor images) => mixup > 0.0 ? Mixup.Of(Seed, 2, BatchSize, mixup).Blend(images) : images;
        Assert.Equal([BatchSize, 1, Some.Side / 2, Some.Side / 2], prepared.Images.shape);
        Assert.True(allclose(Mixed(half.Images), prepared.Images));
        var asked = teacher.Run(MemoryLayout.ToChannelsLast(Mixed(whole.Images)));
        Assert.True(allclose(asked, prepared.TeacherOutputs!, rtol: 1e-3, atol: 1e-4));
    }
}
