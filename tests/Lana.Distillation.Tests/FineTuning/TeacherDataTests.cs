using Lana.Data;
using Lana.Weights;

namespace Lana.FineTuning;

/// <summary>Students of a lower resolution than their teacher's.</summary>
[Collection(TorchCollection.Name)]
public sealed class TeacherDataTests
{
    private readonly ImageArraySource _data = Some.Images(padding: 1);

    [Fact]
    public async Task FineTune_AtHalfTheTeachersResolution_LearnsFromWhatTheTeacherSeesAtItsOwn()
    {
        var tuned = await TunedAsync(_data);

        Assert.Equal(tuned, await TunedAsync(_data));
        Assert.NotEqual(tuned, await TunedAsync(null));
    }

    [Fact]
    public async Task FineTune_WithTeacherDataOfOtherExamples_SaysSo()
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => TunedAsync(_data.Take(40)));

        Assert.Contains("40 examples", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FineTune_WithTeacherDataAndNoTeacher_IsRefused()
    {
        using var student = Some.Teacher(seed: 2);
        var request = new FineTuningRequest(student, _data) { TeacherData = _data };

        var exception = await Assert.ThrowsAsync<ArgumentException>(() => new FineTuner().FineTuneAsync(
            request, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains("TeacherData has no effect without a Teacher", exception.Message, StringComparison.Ordinal);
    }

    private async Task<string> TunedAsync(IBatchSource? teachers)
    {
        using var teacher = Some.Teacher();
        using var student = Some.Teacher(seed: 2);
        var request = new FineTuningRequest(student, _data.Resize(Some.Side / 2))
        {
            Teacher = teacher,
            TeacherData = teachers,
            Seed = 5,
        };
        await new FineTuner(new FineTuningOptions { Epochs = 3, BatchSize = 8, Threads = 1 }).FineTuneAsync(
            request, cancellationToken: TestContext.Current.CancellationToken);
        return ModuleWeights.Fingerprint(student);
    }
}
