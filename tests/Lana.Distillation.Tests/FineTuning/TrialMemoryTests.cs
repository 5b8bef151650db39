namespace Lana.FineTuning;

[Collection(TorchCollection.Name)]
public sealed class TrialMemoryTests
{
    private const int BatchSize = 8;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(4, 2)]
    [InlineData(100, 3)]
    public void Workers_ForSomeMemory_AreThoseWhoseActivationsFitIntoHalf(int activations, int expected)
    {
        using var student = Some.Teacher();
        var requests = Enumerable.Repeat(new FineTuningRequest(student, Some.Images()), 3).ToList();
        var memory = new TrialMemory(activations * student.Cost.ActivationBytes * BatchSize);

        Assert.Equal(expected, memory.Workers(requests, BatchSize, max: 16));
        Assert.Equal(1, memory.Workers(requests, BatchSize, max: 1));
    }

    [Fact]
    public void Window_ForSomeMemory_HoldsFewerBatchesWithFeatures()
    {
        using var student = Some.Teacher();
        var request = new FineTuningRequest(student, Some.Images());
        var images = (long)student.Input.Count * sizeof(float) * BatchSize;

        Assert.Equal(5, new TrialMemory(8 * 5 * images).Window(request, BatchSize, comparesFeatures: false));
        Assert.Equal(1, new TrialMemory(8 * 2 * images).Window(request, BatchSize, comparesFeatures: true));
        Assert.Equal(8, new TrialMemory(1L << 40).Window(request, BatchSize, comparesFeatures: true));
    }
}
