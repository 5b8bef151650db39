using System.Runtime.InteropServices;

namespace Lana.Native;

public sealed class NativeLibraryProbeTests
{
    private static readonly NativeLibraryNames Names =
        new("Product", "libproduct.so", "Product.Native", "linux-x64", "Product.Managed", "3.2.1");

    [Fact]
    public void EnsureUsable_LibraryThatWorks_UsesItOnce()
    {
        var uses = 0;
        var probe = new NativeLibraryProbe(Names, () => uses++, new FakePlatform());

        probe.EnsureUsable();
        probe.EnsureUsable();

        Assert.Equal(1, uses);
    }

    [Fact]
    public void EnsureUsable_NoFile_NamesItTheDirectoriesAndThePackageWithItsVersion()
    {
        var cause = Wrapped(new DllNotFoundException("Unable to load shared library"));

        var failure = Refusal(cause, new FakePlatform());

        Assert.Equal("libproduct.so", failure.Library);
        Assert.Same(cause, failure.InnerException);
        AssertHas(
            failure, "Product", "libproduct.so, is in none", "/app, /packages", "Reference Product.Native", "3.2.1", "linux-x64",
            RuntimeInformation.RuntimeIdentifier);
    }

    [Fact]
    public void EnsureUsable_FileThatDoesNotLoad_QuotesTheLoaderAndNamesTheProcess() => AssertHas(
        Refusal(Wrapped(new DllNotFoundException("wrong ELF class")), Here()),
        "/packages/libproduct.so, is there and does not load", "X64 with glibc", "linux-x64", "wrong ELF class");

    [Fact]
    public void EnsureUsable_OnMusl_SaysThatThereIsNoGlibc() => AssertHas(
        Refusal(
            Wrapped(new DllNotFoundException("ld-linux-x86-64.so.2: No such file")),
            new FakePlatform { IsGlibc = false, Files = ["/app/libproduct.so"] }),
        "without glibc", "musl");

    [Fact]
    public void EnsureUsable_LibraryOfAnotherArchitecture_SaysThatItDoesNotLoad() => AssertHas(
        Refusal(new BadImageFormatException("An attempt was made to load a program with an incorrect format."), Here()),
        "does not load", "X64", "incorrect format");

    [Theory]
    [MemberData(nameof(OtherVersions))]
    public void EnsureUsable_LibraryOfAnotherVersion_NamesBothPackagesAndTheVersion(Exception cause) => AssertHas(
        Refusal(cause, Here()),
        "/packages/libproduct.so, is not of the version that Product.Managed 3.2.1 needs",
        "Product.Native and Product.Managed in one version",
        "does not support API version 29");

    [Fact]
    public void EnsureUsable_FailureOfAnotherKind_IsNotExplained() => Assert.Throws<InvalidOperationException>(
        new NativeLibraryProbe(Names, () => throw new InvalidOperationException(), Here()).EnsureUsable);

    [Fact]
    public void EnsureUsable_AfterAFailure_TriesAgain()
    {
        var fails = true;
        var probe = new NativeLibraryProbe(
            Names, () => _ = fails ? throw new DllNotFoundException() : 0, new FakePlatform());
        Assert.Throws<NativeLibraryException>(probe.EnsureUsable);

        fails = false;

        probe.EnsureUsable();
    }

    public static TheoryData<Exception> OtherVersions =>
    [
        Wrapped(new EntryPointNotFoundException("does not support API version 29")),
        new EntryPointNotFoundException("does not support API version 29"),
        Wrapped(new InvalidOperationException("does not support API version 29")),
    ];

    private static FakePlatform Here() => new() { Files = ["/packages/libproduct.so"] };

    // As static constructors do that call each other.
    private static TypeInitializationException Wrapped(Exception cause) =>
        new("Product.Outer", new TypeInitializationException("Product.NativeMethods", cause));

    private static NativeLibraryException Refusal(Exception failure, FakePlatform platform) =>
        Assert.Throws<NativeLibraryException>(new NativeLibraryProbe(Names, () => throw failure, platform).EnsureUsable);

    private static void AssertHas(NativeLibraryException failure, params string[] words) =>
        Assert.All(words, word => Assert.Contains(word, failure.Message, StringComparison.Ordinal));
}
