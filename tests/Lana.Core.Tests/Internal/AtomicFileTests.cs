using System.Runtime.Versioning;
using System.Text;

namespace Lana.Internal;

public sealed class AtomicFileTests : IDisposable
{
    private readonly Scratch _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_DirectoriesMissing_CreatesThemAndLeavesNothingElse()
    {
        var path = _folder.File("a/b/c.txt");

        AtomicFile.WriteAllText(path, "héllo");

        Assert.Equal("héllo"u8.ToArray(), File.ReadAllBytes(path));
        Assert.Single(Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void Write_FileThere_ReplacesAllOfIt()
    {
        var path = _folder.File("a.bin", new byte[1000]);

        AtomicFile.WriteAllBytes(path, new byte[] { 1, 2 });

        Assert.Equal([1, 2], File.ReadAllBytes(path));
    }

    [Fact]
    public void Write_WhileWriting_TargetKeepsItsOldContent()
    {
        var path = _folder.File("a.bin", [7]);
        byte[]? seen = null;

        AtomicFile.Write(path, stream =>
        {
            stream.Write([1, 2, 3]);
            stream.Flush();
            seen = File.ReadAllBytes(path);
        });

        Assert.Equal([7], seen);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
    }

    [Fact]
    public void Write_CallbackThrows_KeepsOldFileDeletesTemporaryAndRethrows()
    {
        var path = _folder.File("a.bin", [7]);

        var thrown = Assert.Throws<FormatException>(() => AtomicFile.Write(path, stream =>
        {
            stream.WriteByte(1);
            throw new FormatException("mine");
        }));

        Assert.Equal("mine", thrown.Message);
        Assert.Equal([7], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData(28)]
    [InlineData(unchecked((int)0x80070070))]
    public void Write_DiskFull_SaysSoAndDeletesTemporary(int code)
    {
        var path = _folder.File("a.bin");

        var thrown = Assert.Throws<OutputException>(
            () => AtomicFile.Write(path, _ => throw new IOException("No space left on device", code)));

        Assert.Equal(path, thrown.Path);
        Assert.Contains(path, thrown.Message, StringComparison.Ordinal);
        Assert.Contains("Free space", thrown.Message, StringComparison.Ordinal);
        Assert.IsType<IOException>(thrown.InnerException);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Write_DirectoryInPlaceOfFile_ThrowsOutputExceptionAndDeletesTemporary()
    {
        var path = _folder.File("taken");
        Directory.CreateDirectory(path);

        var thrown = Assert.Throws<OutputException>(() => AtomicFile.WriteAllText(path, "x"));

        Assert.Contains(path, thrown.Message, StringComparison.Ordinal);
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Write_FileInPlaceOfDirectory_ThrowsOutputException()
    {
        var path = Path.Combine(_folder.File("file", [1]), "inside.txt");

        var thrown = Assert.Throws<OutputException>(() => AtomicFile.WriteAllText(path, "x"));

        Assert.Equal(path, thrown.Path);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Write_DirectoryNotWritable_ThrowsOutputExceptionWithRemedy()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs Unix permissions.");
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "The superuser may write everywhere.");
        File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var thrown = Assert.Throws<OutputException>(() => AtomicFile.WriteAllText(_folder.File("a"), "x"));
        File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        Assert.Contains("written to", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ManyThreadsSamePath_OneWholeContentWins()
    {
        var path = _folder.File("a.txt");
        var contents = Enumerable.Range(0, 20).Select(i => new string((char)('a' + i), 10_000)).ToArray();

        Parallel.ForEach(contents, content => AtomicFile.WriteAllText(path, content));

        Assert.Contains(File.ReadAllText(path), contents);
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void WriteJson_ValueReadBack_IsEqual()
    {
        var path = _folder.File("a.json");
        var value = new Sample("é", 0.1, [1, 2], double.NaN);

        AtomicFile.WriteJson(path, value);

        var read = JsonFile.Read<Sample>(path);
        Assert.Equal(value with { Numbers = read.Numbers }, read);
        Assert.Equal(value.Numbers, read.Numbers);
        Assert.EndsWith("}\n", Encoding.UTF8.GetString(File.ReadAllBytes(path)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"name\": \"x\", \"weight\": 1, \"numbers\": [1, 2")]
    [InlineData("{\"name\": \"x\"}")]
    [InlineData("{\"name\": null, \"weight\": 1, \"numbers\": [], \"other\": 1}")]
    [InlineData("{\"name\": \"x\", \"name\": \"y\", \"weight\": 1, \"numbers\": [], \"other\": 1}")]
    [InlineData("{\"name\": \"x\", \"weight\": 1, \"numbers\": [], \"other\": 1, \"more\": 1}")]
    public void JsonFileRead_NotTheValue_ThrowsDamagedFileException(string text)
    {
        var path = _folder.File("a.json", Encoding.UTF8.GetBytes(text));

        var thrown = Assert.Throws<DamagedFileException>(() => JsonFile.Read<Sample>(path));

        Assert.Equal(path, thrown.Path);
        Assert.Contains(path, thrown.Message, StringComparison.Ordinal);
    }

    private sealed record Sample(string Name, double Weight, int[] Numbers, double Other);
}
