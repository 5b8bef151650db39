namespace Lana.Native;

public sealed class TorchLoaderTests
{
    private const string Original = "/app/libLibTorchSharp.so";

    private static readonly DllNotFoundException Refused = new("version `GLIBCXX_3.4.32' not found");

    [Fact]
    public void Load_WithTheBindingElsewhere_TakesEachFromItsOwnDirectory()
    {
        var platform = new FakePlatform
        {
            SearchDirectories = ["/none", "/torch", "/binding", "/second"],
            Files =
            [
                "/binding/libLibTorchSharp.so", "/second/libLibTorchSharp.so", "/second/libtorch_cpu.so",
                "/torch/libtorch_cpu.so", "/torch/libtorch.so", "/torch/libc10.so", "/none/libc10.so",
            ],
        };

        new TorchLoader(platform).Load();

        Assert.Equal(
            [
                "load /torch/libc10.so", "load /torch/libtorch_cpu.so", "load /torch/libtorch.so",
                "load /binding/libLibTorchSharp.so",
            ],
            platform.Calls);
    }

    [Fact]
    public void Load_LogLevelNotChosen_QuietsWarnings()
    {
        var platform = new FakePlatform();

        new TorchLoader(platform).Load();

        Assert.Equal(["/app/libc10.so FLAGS_caffe2_log_level 2"], platform.Variables);
    }

    [Fact]
    public void Load_LogLevelChosenByTheUser_LeavesIt()
    {
        var platform = new FakePlatform { EnvironmentVariables = [TorchLoader.LogLevelVariable] };

        new TorchLoader(platform).Load();

        Assert.Empty(platform.Variables);
    }

    [Theory]
    [InlineData("libtorch_cpu.so")]
    [InlineData("libLibTorchSharp.so")]
    public void Load_WithoutALibrary_NamesItAndThePackagesAndLoadsNothing(string missing)
    {
        var platform = new FakePlatform();
        platform.Files.Remove($"/app/{missing}");

        var failure = Assert.Throws<TorchRuntimeException>(new TorchLoader(platform).Load);

        Assert.Equal(missing, failure.Library);
        foreach (var word in new[] { missing, "/app, /packages", "TorchSharp-cpu", "cuda", "RuntimeIdentifier" })
        {
            Assert.Contains(word, failure.Message, StringComparison.Ordinal);
        }

        Assert.Empty(platform.Calls);
    }

    [Fact]
    public void Load_WhenLibTorchIsRefused_SaysWhichAndWhy()
    {
        var cause = new DllNotFoundException("libgomp is not there");
        var platform = new FakePlatform { Failures = new() { ["/app/libtorch_cpu.so"] = cause } };

        var failure = Assert.Throws<TorchRuntimeException>(new TorchLoader(platform).Load);

        Assert.Equal("libtorch_cpu.so", failure.Library);
        Assert.Contains("libgomp is not there", failure.Message, StringComparison.Ordinal);
        Assert.Same(cause, failure.InnerException);
    }

    [Fact]
    public void Load_WhenTheBindingIsRefused_LoadsTheEditedCopyFromMemory()
    {
        var platform = Refusing(TorchNatives.Read(TorchLoader.Binding));

        new TorchLoader(platform).Load();

        Assert.Equal([$"load {Original}", "memory libLibTorchSharp.so"], platform.Calls.Skip(3));
    }

    [Fact]
    public void Load_WhenMemoryIsRefused_LoadsTheEditedCopyFromATemporaryFile()
    {
        var platform = Refusing(TorchNatives.Read(TorchLoader.Binding));
        platform.Failures["memory"] = new IOException("memfd_create: Function not implemented");

        new TorchLoader(platform).Load();

        Assert.Equal(
            [$"load {Original}", "memory libLibTorchSharp.so", "temporary libLibTorchSharp.so"],
            platform.Calls.Skip(3));
    }

    [Fact]
    public void Load_WhenEveryWayIsRefused_TellsAllThree()
    {
        var platform = Refusing(TorchNatives.Read(TorchLoader.Binding));
        platform.Failures["memory"] = new IOException("no memory files");
        platform.Failures["temporary"] = new UnauthorizedAccessException("read-only");

        var failure = Assert.Throws<TorchRuntimeException>(new TorchLoader(platform).Load);

        Assert.Equal(TorchLoader.Binding, failure.Library);
        foreach (var word in new[] { Original, Refused.Message, "no memory files", "read-only", "GLIBCXX_3.4.32" })
        {
            Assert.Contains(word, failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Load_WhenTheBindingNeedsNoEditing_ReportsTheLoadersOwnReason()
    {
        var platform = Refusing(TorchNatives.Read("libc10.so"));

        var failure = Assert.Throws<TorchRuntimeException>(new TorchLoader(platform).Load);

        Assert.Same(Refused, failure.InnerException);
        Assert.Equal($"load {Original}", platform.Calls.Last());
    }

    [Fact]
    public void Load_WhenTheBindingIsNoLibrary_SaysSo()
    {
        var platform = Refusing("version https://git-lfs.github.com/spec/v1"u8.ToArray());

        var failure = Assert.Throws<TorchRuntimeException>(new TorchLoader(platform).Load);

        Assert.Contains("not a 64-bit x86 ELF library", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_WhenTheBindingCannotBeRead_SaysSo()
    {
        var platform = new FakePlatform
        {
            Failures = new() { [Original] = Refused },
            ReadFailure = new UnauthorizedAccessException("Access is denied."),
        };

        var failure = Assert.Throws<TorchRuntimeException>(new TorchLoader(platform).Load);

        Assert.Contains($"{Original} cannot be read: Access is denied.", failure.Message, StringComparison.Ordinal);
    }

    private static FakePlatform Refusing(byte[] content) =>
        new() { Failures = new() { [Original] = Refused }, Content = content };
}
