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
