namespace Lana.Sharding;

public sealed class ClaimTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly ClaimFolder _folder;

    public ClaimTests() => _folder = new ClaimFolder(_scratch.File("unit"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TryTake_ByManyAtOnce_IsOnesAlone()
    {
        for (var number = 0; number < 20; number++)
        {
            var taken = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(
                () => _folder.TryTake(number, Claim.New("unit", "1")), Token)));

            Assert.Equal(1, taken.Count(isTaken => isTaken));
            Assert.Equal(number + 1, _folder.LastNumber());
        }
    }

    [Fact]
    public void TryTake_WhereNobodyMayWrite_NamesTheFile()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has a directory in which root cannot write.");

        var exception = Assert.Throws<OutputException>(() => new ClaimFolder("/proc/unit").TryTake(0, Claim.New("unit", "1")));

        Assert.Contains("'/proc/unit/claims/000001.json' could not be written", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HeldClaim_WhileItsWorkerLives_Changes()
    {
        var held = Take(after: 0);
        await using (held.ConfigureAwait(false))
        {
            var first = _folder.Last().Text;
            await WaitAsync(() => _folder.Last().Text is { Length: > 0 } text && text != first);
        }

        Assert.True(ClaimFolder.TryParse(_folder.Last().Text, out var claim) && claim.IsReleased);
    }

    [Fact]
    public async Task HeldClaim_TakenByAnother_IsLostAndNotGivenBack()
    {
        var held = Take(after: 0);
        await using (held.ConfigureAwait(false))
        {
            Assert.True(_folder.TryTake(1, Claim.New("unit", "1")));
            await WaitAsync(() => held.Lost.IsCancellationRequested);
            Assert.Null(held.Failure);
        }

        Assert.True(ClaimFolder.TryParse(_folder.Last().Text, out var claim) && !claim.IsReleased);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"unit\": ")]
    [InlineData("{}")]
    [InlineData("null")]
    public void TryParse_HalfAClaim_IsNone(string text) => Assert.False(ClaimFolder.TryParse(text, out _));

    [Theory]
    [InlineData(1.0)]
    [InlineData(-1.0)]
    public void IsStale_ByAClockThatIsAnHourOff_CountsOnlyWhatPasses(double hours)
    {
        var clock = new HandClock();
        var watch = new ClaimWatch(TimeSpan.FromMinutes(5), clock);
        Assert.False(watch.IsStale("unit", 1, "beat 1"));

        clock.SetOff(TimeSpan.FromHours(hours));
        var isStaleAtOnce = watch.IsStale("unit", 1, "beat 1");
        clock.Advance(TimeSpan.FromMinutes(4));
        var isStaleEarly = watch.IsStale("unit", 1, "beat 1");
        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal((false, false, true), (isStaleAtOnce, isStaleEarly, watch.IsStale("unit", 1, "beat 1")));
    }

    [Fact]
    public void IsStale_OfAClaimThatChanges_IsNot()
    {
        var clock = new HandClock();
        var watch = new ClaimWatch(TimeSpan.FromMinutes(5), clock);
        for (var beat = 0; beat < 10; beat++)
        {
            Assert.False(watch.IsStale("unit", 1, $"beat {beat}"));
            clock.Advance(TimeSpan.FromMinutes(4));
        }

        Assert.False(watch.IsStale("unit", 2, "beat 9"));
    }

    public void Dispose() => _scratch.Dispose();

    private HeldClaim Take(int after)
    {
        var claim = Claim.New("unit", "1");
        Assert.True(_folder.TryTake(after, claim));
        return new HeldClaim(_folder, after + 1, claim, TimeSpan.FromMilliseconds(20), TimeProvider.System);
    }

    private static async Task WaitAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(10, Token);
        }
    }

    /// <summary>Time passes when it is told to; the time of day is another matter.</summary>
    private sealed class HandClock : TimeProvider
    {
        private TimeSpan _passed;
        private TimeSpan _off;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _passed.Ticks;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + _passed + _off;

        public void Advance(TimeSpan time) => _passed += time;

        public void SetOff(TimeSpan time) => _off = time;
    }
}
