namespace ServeStudent;

/// <summary>The options: of the command line (<c>--mean 0.5</c>), of the environment (<c>Student__Mean=0.5</c>) or of
/// <c>appsettings.json</c>.</summary>
/// <remarks>The preprocessing must be the one that the student was trained with; names and defaults are those of Lana's
/// <c>ImageFolderOptions</c>.</remarks>
internal sealed record ServeOptions
{
    private const string Section = "Student";

    private static readonly string[] Names =
    [
        "model", "labels", "size", "fit", "crop-share", "letterbox-fill", "colour", "scale", "mean", "deviation", "threads",
        "top", "max-upload",
    ];

    // Options of ASP.NET Core itself.
    private static readonly string[] HostNames = ["urls", "environment"];

    /// <summary>The ONNX file.</summary>
    public required string Model { get; init; }

    /// <summary>A file with the name of each class on a line; null for numbers alone.</summary>
    public string? Labels { get; init; }

    /// <summary>The size of the images if the file leaves it open; null for the file's.</summary>
    public ImageSize? Size { get; init; }

    /// <summary>The method by which an image of other proportions gets the student's size.</summary>
    public ImageFit Fit { get; init; }

    /// <summary>The share of the sides that a crop keeps, above 0, at most 1.</summary>
    public double CropShare { get; init; }

    /// <summary>The grey of a letterbox's frame, 0 to 255.</summary>
    public byte LetterboxFill { get; init; }

    /// <summary>Whether the channels are blue, green, red.</summary>
    public bool IsBgr { get; init; }

    /// <summary>The factor of pixels of 0 to 255.</summary>
    public double Scale { get; init; }

    /// <summary>What is subtracted then; null for ImageNet's, or 0 for grey or another scale.</summary>
    public float[]? Mean { get; init; }

    /// <summary>What is divided by then; null for ImageNet's, or 1 for grey or another scale.</summary>
    public float[]? Deviation { get; init; }

    /// <summary>The threads of one run in ONNX Runtime.</summary>
    public int Threads { get; init; }

    /// <summary>The maximum number of classes in an answer.</summary>
    public int Top { get; init; }

    /// <summary>The maximum bytes of an image file.</summary>
    public long MaxUploadBytes { get; init; }

    /// <summary>The images that are answered at once; others wait.</summary>
    public int Concurrency => Math.Max(1, Environment.ProcessorCount / Threads);

    /// <summary>Reads and checks the options.</summary>
    /// <exception cref="FormatException">An option is missing, unknown or out of its range.</exception>
    public static ServeOptions Read(IReadOnlyList<string> words, ConfigurationManager configuration)
    {
        ThrowIfUnknown(words);
        configuration.AddCommandLine([.. words], Names.ToDictionary(name => $"--{name}", name => $"{Section}:{KeyOf(name)}"));
        var section = new OptionReader(name => configuration[$"{Section}:{KeyOf(name)}"]);
        var fit = section.Named("fit", ImageFit.Crop);
        return new ServeOptions
        {
            Model = section.File("model") ?? throw new FormatException(
                "--model is missing: the student.onnx of a run. 'dotnet run -c Release --project samples/Quickstart' writes one."),
            Labels = section.File("labels"),
            Size = section.Size("size"),
            Fit = fit,
            CropShare = section.Real(
                "crop-share", 1.0, value => value is > 0.0 and <= 1.0, "is above 0, at most 1", fit == ImageFit.Crop),
            LetterboxFill = (byte)section.Whole("letterbox-fill", 114, 0, 255, fit == ImageFit.Letterbox),
            IsBgr = section.Named("colour", ChannelOrder.Rgb) == ChannelOrder.Bgr,
            Scale = section.Real("scale", Preprocessing.UnitScale, value => value > 0.0, "is above 0"),
            Mean = section.Reals("mean", _ => true, "are finite"),
            Deviation = section.Reals("deviation", value => value > 0f, "are above 0"),
            Threads = section.Whole("threads", 1, 1, Environment.ProcessorCount),
            Top = section.Whole("top", 5, 1, 1000),
            MaxUploadBytes = section.Whole("max-upload", 10, 1, 1024) * 1048576L,
        };
    }

    /// <summary>Reads the names of the classes; none without a file.</summary>
    public IReadOnlyList<string> ReadLabels(Student student)
    {
        var labels = Labels is null ? [] : File.ReadAllLines(Labels);
        return Labels is null || student.Classes is not { } classes || labels.Length == classes
            ? labels
            : throw new FormatException($"--labels: {Labels} has {labels.Length} lines, and the student {classes} classes.");
    }

    private static string KeyOf(string name) => name.Replace("-", "", StringComparison.Ordinal);

    private static void ThrowIfUnknown(IReadOnlyList<string> words)
    {
        var known = Names.Concat(HostNames).Select(name => $"--{name}").ToList();
        var unknown = words.Select(word => word.Split('=')[0])
            .FirstOrDefault(word => word.StartsWith("--", StringComparison.Ordinal) && !known.Contains(word));
        if (unknown is not null)
        {
            throw new FormatException($"Unknown option {unknown}; there are {string.Join(", ", known)}.");
        }

        if (words is [.., var last] && known.Contains(last))
        {
            throw new FormatException($"Option {last} takes a value.");
        }
    }

    private enum ChannelOrder
    {
        Rgb,
        Bgr,
    }
}
