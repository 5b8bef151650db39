namespace Lana.Fuzzing;

/// <summary>A format that is read from a file: one file in a folder of its own.</summary>
internal abstract class FileTarget(string name, string file, params Type[] documented) : FuzzTarget(name, documented)
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lana-").FullName;

    protected string Folder => _folder;

    protected string FilePath => Path.Combine(_folder, file);

    public override Func<string> Read(byte[] input)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllBytes(FilePath, input);
        return ReadFile();
    }

    public override void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        base.Dispose();
    }

    protected abstract Func<string> ReadFile();
}
