namespace Lana;

/// <summary>A copy of the folder that a test runs in, whose native libraries can be taken away or replaced.</summary>
internal sealed class OutputCopy : IDisposable
{
    private readonly Scratch _scratch = new();

    public OutputCopy()
    {
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory))
        {
            var copy = _scratch.File(System.IO.Path.GetFileName(file));
            if (System.IO.Path.GetExtension(file) is ".dll" or ".json")
            {
                File.Copy(file, copy);
            }
            else
            {
                File.CreateSymbolicLink(copy, file);
            }
        }
    }

    public string Path => _scratch.Path;

    /// <summary>Removes a library, which has to be there.</summary>
    public OutputCopy Without(string library)
    {
        Assert.True(File.Exists(_scratch.File(library)), $"There is no {library} to take away.");
        File.Delete(_scratch.File(library));
        return this;
    }

    /// <summary>Puts another file in the place of a library.</summary>
    public OutputCopy With(string library, byte[] content)
    {
        Without(library);
        File.WriteAllBytes(_scratch.File(library), content);
        return this;
    }

    public void Dispose() => _scratch.Dispose();
}
