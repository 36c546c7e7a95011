import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.jena.atlas.web.ContentType;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.query.Dataset;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryCancelledException;
import org.apache.jena.query.QueryException;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryExecutionDatasetBuilder;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.query.Syntax;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.riot.RiotException;
import org.apache.jena.sparql.modify.UsingList;
import org.apache.jena.system.Txn;
import org.apache.jena.tdb2.TDB2Factory;
import org.apache.jena.update.UpdateAction;
import org.apache.jena.update.UpdateException;

/**
 * The SPARQL 1.1 protocol around Apache Jena's ARQ and TDB2, on loopback: Debian has these two, and no Fuseki.
 *
 * <p>{@code java SparqlServer.java PORT SECONDS [FOLDER]}: port 0 is a free one, which is printed; a query ends after
 * so many seconds, 0 for never; without a folder all is kept in memory. A body of N-Quads is added to what is there.
 */
public class SparqlServer {
  private static final String JSON = "application/sparql-results+json";

  private final Dataset data;
  private final long milliseconds;

  private SparqlServer(Dataset data, long milliseconds) {
    this.data = data;
    this.milliseconds = milliseconds;
  }

  public static void main(String[] given) throws IOException {
    Dataset data = given.length > 2 ? TDB2Factory.connectDataset(given[2]) : TDB2Factory.createDataset();
    SparqlServer own = new SparqlServer(data, Math.round(1000 * Double.parseDouble(given[1])));
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(given[0])), 0);
    server.createContext("/", own::handle);
    server.setExecutor(Executors.newFixedThreadPool(2));
    server.start();
    System.out.println(server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try {
      answer(exchange, Request.of(exchange));
    } catch (QueryCancelledException late) {
      reply(exchange, 503, "text/plain", text("the query has taken longer than " + milliseconds + " ms"));
    } catch (QueryException | UpdateException | RiotException | IllegalArgumentException wrong) {
      reply(exchange, 400, "text/plain", text(String.valueOf(wrong.getMessage())));
    } catch (Throwable other) {
      reply(exchange, 500, "text/plain", text(other.toString()));
    }
  }

  private void answer(HttpExchange exchange, Request request) throws IOException {
    if (request.quads != null) {
      Txn.executeWrite(data, () -> RDFDataMgr.read(data, request.quads, Lang.NQUADS));
      reply(exchange, 204, null, null);
    } else if (request.has("update")) {
      Txn.executeWrite(data, () -> update(request));
      reply(exchange, 204, null, null);
    } else {
      Query query = request.query();
      String type = query.isSelectType() || query.isAskType() ? JSON : "application/n-triples";
      reply(exchange, 200, type, Txn.calculateRead(data, () -> ask(query)));
    }
  }

  private byte[] ask(Query query) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (QueryExecution execution = execution(query)) {
      if (query.isSelectType()) ResultSetFormatter.outputAsJSON(out, execution.execSelect());
      else if (query.isAskType()) ResultSetFormatter.outputAsJSON(out, execution.execAsk());
      else if (query.isConstructType()) RDFDataMgr.write(out, execution.execConstruct(), Lang.NTRIPLES);
      else RDFDataMgr.write(out, execution.execDescribe(), Lang.NTRIPLES);
    }
    return out.toByteArray();
  }

  private QueryExecution execution(Query query) {
    QueryExecutionDatasetBuilder builder = QueryExecution.dataset(data).query(query);
    return (milliseconds > 0 ? builder.timeout(milliseconds, TimeUnit.MILLISECONDS) : builder).build();
  }

  private void update(Request request) {
    ByteArrayInputStream body = new ByteArrayInputStream(text(request.one("update")));
    UpdateAction.parseExecute(request.using(), data.asDatasetGraph(), body, null, Syntax.syntaxSPARQL_11);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void reply(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
    if (type != null) exchange.getResponseHeaders().set("Content-Type", type + ";charset=utf-8");
    exchange.sendResponseHeaders(status, body == null || body.length == 0 ? -1 : body.length);
    if (body != null && body.length > 0) exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** What is asked: the parameters of the address and the form, and what a body says by itself. */
  private static final class Request {
    private final Map<String, List<String>> values = new HashMap<>();
    private InputStream quads;

    static Request of(HttpExchange exchange) throws IOException {
      Request request = new Request();
      String asked = exchange.getRequestURI().getRawQuery();
      if (asked != null) request.read(asked);
      String type = exchange.getRequestHeaders().getFirst("Content-Type");
      String kind = type == null ? "" : ContentType.create(type).getContentTypeStr();
      if (kind.equals("application/n-quads")) request.quads = exchange.getRequestBody(); // which may be large
      else request.body(kind, exchange.getRequestBody().readAllBytes());
      return request;
    }

    private void body(String type, byte[] body) {
      String text = new String(body, StandardCharsets.UTF_8);
      if (type.equals("application/x-www-form-urlencoded")) read(text);
      if (type.equals("application/sparql-query")) values.put("query", List.of(text));
      if (type.equals("application/sparql-update")) values.put("update", List.of(text));
    }

    private void read(String form) {
      for (String pair : form.split("&")) {
        String[] parts = pair.split("=", 2);
        String value = parts.length > 1 ? decoded(parts[1]) : "";
        values.computeIfAbsent(decoded(parts[0]), name -> new ArrayList<>()).add(value);
      }
    }

    private static String decoded(String part) {
      return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }

    boolean has(String name) {
      return values.containsKey(name);
    }

    List<String> all(String name) {
      return values.getOrDefault(name, List.of());
    }

    String one(String name) {
      if (all(name).size() != 1) throw new IllegalArgumentException("there has to be exactly one " + name);
      return all(name).get(0);
    }

    /** The query, with the data set of the protocol in the place of its own where there is one. */
    Query query() {
      Query query = QueryFactory.create(one("query"));
      if (has("default-graph-uri") || has("named-graph-uri")) {
        query.getGraphURIs().clear();
        query.getNamedGraphURIs().clear();
        all("default-graph-uri").forEach(query::addGraphURI);
        all("named-graph-uri").forEach(query::addNamedGraphURI);
      }
      return query;
    }

    UsingList using() {
      UsingList graphs = new UsingList();
      all("using-graph-uri").forEach(graph -> graphs.addUsing(NodeFactory.createURI(graph)));
      all("using-named-graph-uri").forEach(graph -> graphs.addUsingNamed(NodeFactory.createURI(graph)));
      return graphs;
    }
  }
}
