namespace ServeStudent;

/// <summary>The page at <c>/</c>, which loads nothing.</summary>
internal static class Page
{
    private const string Policy =
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src blob: data:; connect-src 'self'";

    private static readonly string Text = Read();

    public static IResult Write(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        return Results.Content(Text, "text/html; charset=utf-8");
    }

    private static string Read()
    {
        using var reader = new StreamReader(typeof(Page).Assembly.GetManifestResourceStream("page.html")!);
        return reader.ReadToEnd();
    }
}
