using static TorchSharp.torch;

namespace Lana.Native;

[Collection(TorchCollection.Name)]
public sealed class TorchThreadTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Run_WithThreads_HasThemOnAThreadOfItsOwn(int threads)
    {
        var own = Environment.CurrentManagedThreadId;

        var (thread, number) = await TorchThread.RunAsync(
            threads, () => (Environment.CurrentManagedThreadId, get_num_threads()));

        Assert.NotEqual(own, thread);
        Assert.Equal(threads, number);
    }

    [Fact]
    public async Task Run_BodyThatFails_GivesItsException()
    {
        var exception = await Assert.ThrowsAsync<FormatException>(
            () => TorchThread.RunAsync<int>(1, () => throw new FormatException("body")));

        Assert.Equal("body", exception.Message);
    }

    [Fact]
    public async Task Run_TensorsThatAreNotDetached_AreDisposedAtTheEnd()
    {
        var (left, kept) = await TorchThread.RunAsync(1, () => (ones(2), ones(3).DetachFromDisposeScope()));

        using (kept)
        {
            Assert.True(left.IsInvalid);
            Assert.False(kept.IsInvalid);
        }
    }

    [Fact]
    public void Run_NegativeThreads_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = TorchThread.RunAsync(-1, () => 0); });
}
