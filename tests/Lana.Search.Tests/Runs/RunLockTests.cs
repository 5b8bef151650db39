namespace Lana.Runs;

public sealed class RunLockTests
{
    [Fact]
    public void Take_ADirectoryThatIsTaken_NamesItAndTheOption()
    {
        using var scratch = new Scratch();
        using var first = RunLock.Take(scratch.Path);

        var exception = Assert.Throws<OutputException>(() => RunLock.Take(scratch.Path));

        Assert.Contains($"Another run is in '{scratch.Path}'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("RunDirectory", exception.Message, StringComparison.Ordinal);
        Assert.Equal(scratch.File("run.lock"), exception.Path);
    }

    [Fact]
    public void Take_ADirectoryThatWasGivenBack_TakesIt()
    {
        using var scratch = new Scratch();
        RunLock.Take(scratch.File("run")).Dispose();

        using var second = RunLock.Take(scratch.File("run"));

        Assert.True(File.Exists(scratch.File("run", "run.lock")));
        Assert.Throws<OutputException>(() => RunLock.Take(scratch.File("run")));
    }

    [Fact]
    public async Task Take_ADirectoryThatAnotherProcessHolds_IsRefusedUntilThatProcessEnds()
    {
        using var scratch = new Scratch();
        using var other = FreshProcess.Start(
            typeof(RunLockTests),
            nameof(Process_WithADirectory_HoldsItUntilItIsKilled),
            new Dictionary<string, string> { ["LANA_TEST_RUN"] = scratch.Path });
        while (!File.Exists(scratch.File("held")))
        {
            Assert.False(other.HasExited, "the other process ended early");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        var exception = Assert.Throws<OutputException>(() => RunLock.Take(scratch.File("run")));
        other.Kill(entireProcessTree: true);
        await other.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Contains("Another run is in", exception.Message, StringComparison.Ordinal);
        RunLock.Take(scratch.File("run")).Dispose();
    }

    [Fact(Explicit = true)]
    public void Process_WithADirectory_HoldsItUntilItIsKilled()
    {
        var folder = Environment.GetEnvironmentVariable("LANA_TEST_RUN")
            ?? throw new InvalidOperationException("LANA_TEST_RUN is not set: another test runs this one.");
        using var taken = RunLock.Take(Path.Combine(folder, "run"));
        File.WriteAllText(Path.Combine(folder, "held"), "");
        Thread.Sleep(Timeout.Infinite);
    }

    [Theory]
    [InlineData("pool")]
    [InlineData("run.lock")]
    [InlineData("student.safetensors")]
    [InlineData("pool/blocks.0.0")]
    public void Take_ALinkInTheDirectory_IsRefusedAndNothingIsWrittenBehindIt(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there links need a privilege");
        using var scratch = new Scratch();
        var outside = Directory.CreateDirectory(scratch.File("outside")).FullName;
        var link = scratch.File("run", name);
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        File.CreateSymbolicLink(link, name.Contains('.', StringComparison.Ordinal) ? Path.Combine(outside, "file") : outside);

        var exception = Assert.Throws<OutputException>(() => RunLock.Take(scratch.File("run")));

        Assert.Equal(link, exception.Path);
        Assert.Contains("is a link", exception.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(outside));
    }

    [Fact]
    public void Take_ADirectoryThatIsALinkItself_TakesIt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there links need a privilege");
        using var scratch = new Scratch();
        Directory.CreateDirectory(scratch.File("disk"));
        Directory.CreateSymbolicLink(scratch.File("run"), scratch.File("disk"));

        RunLock.Take(scratch.File("run")).Dispose();

        Assert.True(File.Exists(scratch.File("disk", "run.lock")));
    }

    [Fact]
    public void Take_ADirectoryUnderAFile_SaysThatItCannotBeWritten()
    {
        using var scratch = new Scratch();
        File.WriteAllText(scratch.File("file"), "");

        var exception = Assert.Throws<OutputException>(() => RunLock.Take(scratch.File("file", "run")));

        Assert.Contains("could not be written", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Take_ADirectoryInTheLocksPlace_SaysWhatToCheck()
    {
        using var scratch = new Scratch();
        Directory.CreateDirectory(scratch.File("run.lock"));

        var exception = Assert.Throws<OutputException>(() => RunLock.Take(scratch.Path));

        Assert.Contains("the file is not one itself", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Another run", exception.Message, StringComparison.Ordinal);
    }
}
